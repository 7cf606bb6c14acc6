import { useEffect, useRef } from 'react';
import {
  autocompletion,
  closeBrackets,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { sql, SQLite } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { SqlTable } from '#contract/sql-console.ts';

export type CodeEditorHandle = {
  /** Puts text in the place of what is selected. */
  insert(text: string): void;
  replace(text: string): void;
  /** Line and column from 1. */
  goTo(line: number, column: number): void;
};

type CodeEditorProps = {
  readonly label: string;
  readonly start: string;
  readonly tables: readonly SqlTable[];
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  readonly onReady: (handle: CodeEditorHandle) => void;
};

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--mantine-color-anchor)', fontWeight: '500' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--tone-positive-fg)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--tone-caution-fg, var(--tone-serious-fg))' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--mantine-color-dimmed)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'var(--opsdeck-surface)', color: 'var(--mantine-color-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0', minHeight: '140px', caretColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--opsdeck-sunken)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-color-cobalt-5) 30%, transparent)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--opsdeck-surface)',
    border: '1px solid var(--opsdeck-line)',
    borderRadius: '6px',
    color: 'var(--mantine-color-text)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--mantine-color-cobalt-6)',
    color: 'white',
  },
});

const language = new Compartment();

const languageOf = (tables: readonly SqlTable[]) =>
  sql({
    dialect: SQLite,
    schema: Object.fromEntries(
      tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]),
    ),
  });

/** The editor of statements. Loaded lazily; nothing else imports CodeMirror. Tab leaves it, as it leaves any field. */
export function CodeEditor({ label, start, tables, onChange, onRun, onReady }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ onChange, onRun, onReady });
  useEffect(() => {
    latest.current = { onChange, onRun, onReady };
  });
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return undefined;
    const run = () => {
      latest.current.onRun();
      return true;
    };
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: start,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          highlightActiveLine(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run, preventDefault: true }])),
          keymap.of([...defaultKeymap, ...historyKeymap, ...completionKeymap]),
          language.of(languageOf(tables)),
          syntaxHighlighting(colours),
          look,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
            // What was looked up for somebody who has left meanwhile would lie over the answer.
            if (!update.view.hasFocus && completionStatus(update.state) !== null)
              queueMicrotask(() => closeCompletion(update.view));
          }),
        ],
      }),
    });
    view.current = editor;
    latest.current.onReady({
      insert(text) {
        editor.dispatch(editor.state.replaceSelection(text));
        editor.focus();
      },
      replace(text) {
        editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
        editor.focus();
      },
      goTo(lineNumber, column) {
        const line = editor.state.doc.line(Math.min(Math.max(lineNumber, 1), editor.state.doc.lines));
        const anchor = Math.min(line.from + column - 1, line.to);
        editor.dispatch({ selection: { anchor }, scrollIntoView: true });
        editor.focus();
      },
    });
    return () => {
      editor.destroy();
      view.current = null;
    };
    // It is made once; what it was made with is not followed, but for the tables below.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  useEffect(() => {
    view.current?.dispatch({ effects: language.reconfigure(languageOf(tables)) });
  }, [tables]);
  return <div ref={place} />;
}
