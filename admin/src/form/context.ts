import { type InjectionKey, inject } from 'vue';

/** What a form tells its fields. */
export interface FormContext {
  /** What is wrong with the value at a pointer, once it is to be shown. */
  faultAt(pointer: string): string | undefined;
  /** The person has left the field: its faults may be shown. */
  touch(pointer: string): void;
  readonly disabled: boolean;
}

export const formContext: InjectionKey<FormContext> = Symbol('form');

export const useForm = (): FormContext => inject(formContext)!;
