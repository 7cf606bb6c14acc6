import { describe, expect, it } from 'vitest';
import { createConnection, type ConnectionState } from './connection.ts';

describe('the connection', () => {
  it('tells each change once, until its listener has enough', () => {
    const connection = createConnection('connecting');
    const heard: ConnectionState[] = [];
    const stop = connection.subscribe((state) => heard.push(state));
    connection.set('connected');
    connection.set('connected');
    connection.set('lost');
    stop();
    connection.set('connected');
    expect(heard).toEqual(['connected', 'lost']);
    expect(connection.current()).toBe('connected');
  });
});
