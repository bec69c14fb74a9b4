import { describeConnector } from '@chaland/core/testing';
import { described } from './described.ts';

describeConnector(described);
