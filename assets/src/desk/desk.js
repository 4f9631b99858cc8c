/*
 * Where the scripts begin that only the administration, its remote and those who report need. They come with the
 * first of those pages (core/later.js), in a bundle of their own (scripts/bundle.mjs).
 */
import { clientside as account } from "../admin/account.js";
import * as adminAccounts from "../admin/accounts.js";
import * as admin from "../admin/admin.js";
import * as adminAlerts from "../admin/alerts.js";
import * as adminHandIns from "../admin/hand-ins.js";
import * as adminOwners from "../admin/owners.js";
import * as adminPlaylists from "../admin/playlists.js";
import * as adminPreview from "../admin/preview.js";
import * as adminReportForms from "../admin/report-forms.js";
import * as adminScenes from "../admin/scenes.js";
import { sections } from "../admin/sections.js";
import * as adminTokens from "../admin/tokens.js";
import * as adminTrail from "../admin/trail.js";
import * as adminWalls from "../admin/walls.js";
import { learn } from "../core/words.js";
import { clientside as handin } from "../handin/handin.js";
import { clientside as lateness } from "../handin/lateness.js";
import { clientside as verification } from "../handin/verification.js";
import { clientside as phone } from "../phone/phone.js";
import * as remote from "../remote/remote.js";
import { MESSAGES } from "./messages.js";

learn(MESSAGES);

Object.assign(sections, {
  "lan-nop": adminHandIns.section,
  "chu-tri": adminOwners.section,
  "danh-sach": adminPlaylists.section,
  bieu: adminReportForms.section,
  canh: adminScenes.section,
  "tai-khoan": adminAccounts.section,
  khoa: adminTokens.section,
  "nhat-ky": adminTrail.section,
  "man-hinh": adminWalls.section,
  "canh-bao": adminAlerts.section,
});

adminPreview.listen();
admin.listen();
adminAlerts.listen();
remote.listen();

window.iocDesk = {
  account,
  admin: admin.clientside,
  handin,
  lateness,
  phone,
  remote: remote.clientside,
  verification,
};
