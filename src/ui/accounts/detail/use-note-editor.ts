import { useCallback, useEffect, useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AccountNote } from '#contract/account-details.ts';
import type { AccountId } from '#contract/ids.ts';
import { type ConsoleError, toConsoleError } from '../../app/errors.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';

export type NoteState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly error: ConsoleError }
  /** Somebody else saved another text meanwhile. */
  | { readonly kind: 'conflict'; readonly theirs: AccountNote };

export type NoteEditor = {
  readonly text: string;
  /** What is stored, as far as this page knows. */
  readonly stored: AccountNote;
  readonly state: NoteState;
  readonly write: (text: string) => void;
  /** Saves at once what is not saved yet. */
  readonly flush: () => void;
  readonly keepMine: () => void;
  readonly keepTheirs: () => void;
};

/** So long after the last key it is saved, in milliseconds. */
const saveAfterMs = 800;

/** A note that saves itself, and never over what somebody else wrote in the meantime. */
export function useNoteEditor(id: AccountId, loaded: AccountNote): NoteEditor {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [stored, setStored] = useState(loaded);
  const [text, setText] = useState(loaded.text);
  const [theirs, setTheirs] = useState<AccountNote | null>(null);
  const dirty = text !== stored.text;

  const remember = useCallback(
    (note: AccountNote) => queryClient.setQueryData(trpc.accounts.note.queryKey({ id }), note),
    [queryClient, trpc, id],
  );
  const save = useMutation(
    trpc.accounts.saveNote.mutationOptions({
      onSuccess: (note) => {
        setStored(note);
        remember(note);
      },
      onError: async (error) => {
        if (toConsoleError(error).code !== 'NOTE_CHANGED_BY_OTHER') return;
        const current = await client.accounts.note.query({ id });
        setTheirs(current);
        remember(current);
      },
    }),
  );
  const { mutate, isPending, isError } = save;
  const ready = dirty && theirs === null && !isPending;

  // What others wrote is taken over while nothing of one's own would be lost by it.
  useEffect(() => {
    const arrived = stored.queued === true && loaded.queued !== true;
    if ((loaded.version <= stored.version && !arrived) || dirty || isPending) return;
    setStored(loaded);
    setText(loaded.text);
  }, [loaded, stored.version, stored.queued, dirty, isPending]);

  useEffect(() => {
    if (!ready || isError) return undefined;
    const timer = setTimeout(() => mutate({ id, text, version: stored.version }), saveAfterMs);
    return () => clearTimeout(timer);
  }, [ready, isError, mutate, id, text, stored.version]);

  const unsaved = useRef<{ text: string; version: number } | null>(null);
  useEffect(() => {
    unsaved.current = dirty && theirs === null ? { text, version: stored.version } : null;
  });
  useEffect(
    () => () => {
      if (unsaved.current === null) return;
      // Nobody is left to tell; a conflict is shown when the account is opened again.
      void client.accounts.saveNote.mutate({ id, ...unsaved.current }).then(remember, () => undefined);
    },
    [client, id, remember],
  );

  const state = (): NoteState => {
    if (theirs !== null) return { kind: 'conflict', theirs };
    if (isPending) return { kind: 'saving' };
    if (isError && dirty) return { kind: 'failed', error: toConsoleError(save.error) };
    return dirty ? { kind: 'unsaved' } : { kind: 'saved' };
  };
  return {
    text,
    stored,
    state: state(),
    write: (next) => {
      save.reset();
      setText(next);
    },
    flush: () => {
      if (ready) mutate({ id, text, version: stored.version });
    },
    keepMine: () => {
      if (theirs === null) return;
      setStored(theirs);
      setTheirs(null);
      mutate({ id, text, version: theirs.version });
    },
    keepTheirs: () => {
      if (theirs === null) return;
      setStored(theirs);
      setText(theirs.text);
      setTheirs(null);
      save.reset();
    },
  };
}
