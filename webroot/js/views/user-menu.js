import { h } from "../dom.js";
import { session } from "../session.js";
import { menu } from "./menu.js";
import { sentence } from "./notice.js";
import { toast } from "./toast.js";

const SERVER = { label: "Server", id: "to-server", href: "#/admin" };
const REFERENCE = [
  { label: "Glossary", id: "to-glossary", href: "#/glossary" },
  { label: "API", id: "to-api", href: "#/api" },
];

/** Who is logged in, and what one can do with one's account; nothing where nobody is; where accounts are off, the other pages. */
export function userMenu() {
  const { user } = session;
  if (!session.accounts) return [menu("More", "more", () => [SERVER, ...REFERENCE])];
  if (!user) return [];
  const head = h("div", { class: "menu-head", role: "presentation" }, h("strong", {}, user.name), h("span", {}, user.role));
  return [menu(`Account of ${user.name}`, "person", items, { text: user.name, head })];
}

function items() {
  const administration = session.is("admin") ? [
    SERVER,
    { label: "Users", id: "to-users", href: "#/admin/users" },
    { label: "Audit log", id: "to-audit", href: "#/admin/audit" },
  ] : [];
  return [
    ...administration,
    { label: "Use and limits", id: "to-use", href: "#/use" },
    { label: "API tokens", id: "to-tokens", href: "#/tokens" },
    ...REFERENCE,
    { label: "Change password", id: "to-password", href: "#/password" },
    { label: "Log out", id: "log-out", act: () => logout({}) },
    { label: "Log out everywhere", id: "log-out-everywhere", act: () => logout({ everywhere: true }) },
  ];
}

async function logout(how) {
  try {
    await session.logout(how);
  } catch (error) {
    toast(sentence(error.message));
  }
}
