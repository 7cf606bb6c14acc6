import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { issueText } from './issue-text.ts';

/**
 * A form whose fields are checked by the very schema that the core will check them by. Errors appear when a field is
 * left and when the form is sent.
 */
export function useContractForm<Values extends Record<string, unknown>>(
  schema: z.ZodType,
  initialValues: Values,
): UseFormReturnType<Values> {
  const { t } = useTranslation('components');
  const validate = (values: Values): FormErrors => {
    const parsed = schema.safeParse(values);
    const errors: FormErrors = {};
    for (const issue of parsed.error?.issues ?? []) {
      const text = issueText(issue);
      errors[issue.path.join('.')] ??=
        'limit' in text ? t(`form.${text.key}`, { limit: text.limit }) : t(`form.${text.key}`);
    }
    return errors;
  };
  return useForm<Values>({ mode: 'controlled', initialValues, validate, validateInputOnBlur: true });
}
