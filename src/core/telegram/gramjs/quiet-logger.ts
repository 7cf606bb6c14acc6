import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { describeFault } from './describe-fault.ts';

/** Long enough to say what happened, too short to carry much else. */
const longestMessage = 300;

type Say = (message: string, level: 'debug' | 'warn') => void;

/**
 * GramJS's logger, without its console. Warnings and errors are handed on; what it says at info and debug can hold
 * parts of messages, so that is dropped.
 */
export class QuietLogger extends Logger {
  readonly #say: Say;

  constructor(say: Say) {
    super(LogLevel.NONE);
    this.#say = say;
  }

  /** GramJS asks this before it prints errors to the console by itself. */
  override canSend(): boolean {
    return false;
  }

  override _log(level: LogLevel, message: string): void {
    if (level === LogLevel.WARN || level === LogLevel.ERROR)
      this.#say(message.slice(0, longestMessage), 'debug');
  }

  /** Says that something failed which nobody has foreseen, and where; no value of it. */
  unexpected(where: string, error: unknown): void {
    this.#say(`${where}: ${describeFault(error)}`, 'warn');
  }
}
