import { mergesCanBeUndone } from '../testing/merge-properties.ts';

mergesCanBeUndone({ runs: 60, length: 50 });
