import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { exhaustive } from '#contract/exhaustive.ts';
import type { SignInId, SignInStep } from '#contract/sign-in.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import type { AddMethodProps } from './add-method.ts';
import { AddedStep } from './added-step.tsx';
import { CodeStep } from './code-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { PhoneStep } from './phone-step.tsx';

type Begun = { readonly signInId: SignInId; readonly phone: string; readonly step: SignInStep };

/** Phone number → code → two-step password, where there is one → the account. */
export function PhoneSignIn({ onClose, onOpenAccount }: AddMethodProps) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [phone, setPhone] = useState('');
  const underWay = useRef<SignInId | null>(null);

  const leave = () => {
    const signInId = underWay.current;
    underWay.current = null;
    // Nobody waits for it: a sign-in that is left alone ends by itself, only later.
    if (signInId !== null) client.signIn.cancel.mutate({ signInId }).catch(() => undefined);
  };
  const leaving = useRef(leave);
  leaving.current = leave;
  useEffect(() => () => leaving.current(), []);

  const goOn = (next: Begun) => {
    underWay.current = next.step.kind === 'signed-in' ? null : next.signInId;
    setBegun(next);
    if (next.step.kind === 'signed-in') void queryClient.invalidateQueries(trpc.accounts.pathFilter());
  };
  const startAgain = (keepPhone: boolean) => {
    leave();
    if (!keepPhone) setPhone('');
    setBegun(null);
  };

  if (begun === null) {
    return (
      <PhoneStep
        phone={phone}
        onPhone={setPhone}
        onBegun={(signInId, step) => goOn({ signInId, phone, step })}
        onClose={onClose}
      />
    );
  }
  const { signInId, step } = begun;
  const onStep = (next: SignInStep) => goOn({ ...begun, step: next });
  switch (step.kind) {
    case 'code-sent':
      return (
        <CodeStep
          signInId={signInId}
          phone={begun.phone}
          sent={step}
          onStep={onStep}
          onStartAgain={() => startAgain(true)}
          onOpenAccount={onOpenAccount}
        />
      );
    case 'password-needed':
      return (
        <PasswordStep
          signInId={signInId}
          hint={step.hint}
          onStep={onStep}
          onStartAgain={() => startAgain(true)}
          onOpenAccount={onOpenAccount}
        />
      );
    case 'signed-in':
      return (
        <AddedStep account={step.account} onAnother={() => startAgain(false)} onOpenAccount={onOpenAccount} />
      );
    default:
      return exhaustive(step);
  }
}
