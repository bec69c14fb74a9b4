import './main.css';
import { boot } from './shell/boot.ts';

await boot();
