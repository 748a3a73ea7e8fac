import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from './api';
import { canonical } from './canonical';
import { remember, remembered } from './storage';
import type { ViewerState } from '../src/viewer/contract';

/** Server data that the page edits: T is the state of the input fields, B the request body. */
export interface Editable<T, B> {
  readonly name: string;
  readonly read: (body: B) => T;
  /** Throws an error with a message for the user if the fields contain no valid value. */
  readonly write: (value: T) => B;
  readonly put: (key: string, body: B) => Promise<ViewerState>;
  /** The fields after they have been saved. */
  readonly settled?: (value: T) => T;
}

export interface Edits<T, B> {
  readonly value: (key: string, body: B) => T;
  readonly change: (key: string, body: B, value: T) => void;
  readonly discard: (key: string) => void;
  readonly isEdited: (key: string) => boolean;
  /** True if the value on the server has changed since the edit began. */
  readonly isOvertaken: (key: string, body: B) => boolean;
  readonly error: (key: string) => string | undefined;
  /** Saves values that differ from the server. Returns the error messages. */
  readonly save: (keys: readonly string[]) => Promise<string[]>;
}

interface Edit<T> {
  readonly value: T;
  /** The value on the server when the edit began, or that was saved last. */
  readonly base: string;
}

type Update = (call: () => Promise<ViewerState>) => Promise<ViewerState>;

/** Keeps edits until they are saved or discarded, even when the server state changes or the user leaves the page to sign in. */
export function useEdits<T, B>(kind: Editable<T, B>, update: Update): Edits<T, B> {
  const [edits, setEdits] = useState<Readonly<Record<string, Edit<T>>>>(() => remembered('session', `edits.${kind.name}`) ?? {});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const current = useRef(edits);
  current.current = edits;
  useEffect(() => remember('session', `edits.${kind.name}`, edits), [edits]);

  const isEdited = (key: string) => {
    const edit = edits[key];
    return edit !== undefined && textOf(kind, edit.value) !== edit.base;
  };
  /** An edit without changes is dropped as soon as the value on the server changes. */
  const stands = (key: string, body: B) => edits[key] !== undefined && (isEdited(key) || edits[key].base === canonical(body));

  const change = (key: string, body: B, value: T) => {
    const base = stands(key, body) ? edits[key].base : canonical(body);
    setEdits((all) => ({ ...all, [key]: { value, base } }));
    setErrors((all) => without(all, key));
  };

  const discard = useCallback((key: string) => {
    setEdits((all) => without(all, key));
    setErrors((all) => without(all, key));
  }, []);

  const saveOne = async (key: string): Promise<string | undefined> => {
    const edit = current.current[key];
    if (!edit || textOf(kind, edit.value) === edit.base) return undefined;
    try {
      const body = kind.write(edit.value);
      await update(() => kind.put(key, body));
      // Input entered during the save remains an edit, based on the saved value.
      setEdits((all) => {
        if (!all[key]) return all;
        const { value } = all[key];
        return { ...all, [key]: { value: value === edit.value ? kind.settled?.(value) ?? value : value, base: canonical(body) } };
      });
      setErrors((all) => without(all, key));
      return undefined;
    } catch (failure) {
      setErrors((all) => ({ ...all, [key]: messageOf(failure) }));
      return messageOf(failure);
    }
  };

  return {
    value: (key, body) => (stands(key, body) ? edits[key].value : kind.read(body)),
    change,
    discard,
    isEdited,
    isOvertaken: (key, body) => isEdited(key) && edits[key].base !== canonical(body),
    error: (key) => errors[key],
    save: async (keys) => (await Promise.all(keys.map(saveOne))).filter((problem) => problem !== undefined),
  };
}

function textOf<T, B>(kind: Editable<T, B>, value: T): string {
  try {
    return canonical(kind.write(value));
  } catch {
    // The fields contain no valid value, so they differ from any value on the server.
    return '';
  }
}

function without<V>(all: Readonly<Record<string, V>>, key: string): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== key));
}
