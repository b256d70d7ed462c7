// Walks the pages for a client that is not in Node: prints the address that the browser was sent back to.
import { fromArguments } from './person.mjs';

const { start, until, person } = fromArguments();
console.log(await person.walk(start, until));
