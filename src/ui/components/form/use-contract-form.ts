import { useForm, schemaResolver, type UseFormReturnType } from '@mantine/form';
import type { z } from 'zod';

/**
 * A form whose fields are checked by the very schema that the core will check them by. Errors appear when a field is
 * left and when the form is sent.
 */
export function useContractForm<Values extends Record<string, unknown>>(
  schema: z.ZodType,
  initialValues: Values,
): UseFormReturnType<Values> {
  return useForm<Values>({
    mode: 'controlled',
    initialValues,
    validate: schemaResolver(schema, { sync: true }),
    validateInputOnBlur: true,
  });
}
