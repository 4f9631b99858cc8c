/* Imported by tests of modules that desk/desk.js brings: it gives them their messages, as that does. */
import { learn } from "../../assets/src/core/words.js";
import { MESSAGES } from "../../assets/src/desk/messages.js";

learn(MESSAGES);
