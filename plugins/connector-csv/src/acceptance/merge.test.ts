import { mergesCanBeUndone } from '../testing/merge-properties.ts';

mergesCanBeUndone({ runs: 4, length: 12 });
