import { ApiError } from "./api.js";

const METHODS = ["get", "post", "put", "patch", "delete"];

/** What the API is, as the server describes it: its OpenAPI contract. */
export async function fetchContract() {
  try {
    const response = await fetch("/openapi.json");
    if (response.ok) return await response.json();
    throw new ApiError(response.status, `The server answered ${response.status}.`);
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0, "The server cannot be reached.");
  }
}

/** Every operation of a contract: [{ id, method, path, tag, summary, description, parameters, body, answers, example }]. */
export function operationsOf(contract) {
  return Object.entries(contract.paths).flatMap(([path, item]) => METHODS.filter((method) => item[method]).map((method) => {
    const { operationId: id, tags: [tag], summary, description, requestBody, responses } = item[method];
    const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((one) => resolved(contract, one));
    const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
    const answers = Object.entries(responses).map(([status, answer]) => {
      const { description: text, content: contents } = resolved(contract, answer);
      return { status: status === "default" ? "otherwise" : status, text, schema: contents?.["application/json"]?.schema };
    });
    return { id, method: method.toUpperCase(), path, tag, summary, description, parameters, body: content ? { type, schema: content.schema, example: content.example } : null, answers };
  }));
}

/** What a reference stands for. */
export function resolved(contract, thing) {
  return thing?.$ref ? thing.$ref.slice(2).split("/").reduce((value, name) => value[name], contract) : thing;
}

/** The fields of a schema, and of what lies in it: [{ name, type, limits, text, required }], names with dots, lists with []. */
export function fieldsOf(contract, schema, prefix = "", depth = 4) {
  const own = resolved(contract, schema);
  if (!own || depth === 0) return [];
  if (own.items) return fieldsOf(contract, own.items, prefix === "" ? "[]." : prefix.replace(/\.$/, "[]."), depth);
  return Object.entries(own.properties ?? {}).flatMap(([name, part]) => {
    const inner = resolved(contract, part);
    const field = { name: prefix + name, type: typeOf(contract, part), limits: limitsOf(inner), text: inner.description ?? "", required: own.required?.includes(name) ?? false };
    return [field, ...fieldsOf(contract, inner, `${prefix}${name}.`, depth - 1)];
  });
}

export function typeOf(contract, schema) {
  const own = resolved(contract, schema);
  const types = [own.type ?? "any"].flat().map((type) => (type === "array" ? `list of ${own.items ? typeOf(contract, own.items) : "any"}` : type));
  return types.join(" or ");
}

/** What values a schema allows, and which it takes by itself, in words. */
export function limitsOf({ enum: choices, minimum, maximum, minItems, maxItems, minLength, maxLength, items, default: preset }) {
  return [
    choices?.join(", "),
    range(minimum, maximum, ""), range(minItems, maxItems, " entries"), items && limitsOf(items) ? `each ${limitsOf(items)}` : null,
    range(minLength, maxLength, " characters"),
    preset === undefined ? null : `${JSON.stringify(preset)} when left out`,
  ].filter(Boolean).join("; ");
}

function range(least, most, unit) {
  if (least === undefined && most === undefined) return null;
  if (most === undefined) return `from ${least}${unit} on`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
}

/** How to ask for an operation on a command line, with 1 for what has to be chosen. */
export function curlOf({ method, path, parameters, body }, origin, accounts) {
  const query = parameters.filter((one) => one.in === "query" && one.required).map(({ name, example }) => `${name}=${example ?? 1}`).join("&");
  const place = path.replace("{id}", "1").replace("{name}", "clusters");
  const url = `'${origin}${place}${query ? `?${query}` : ""}'`;
  const parts = ["curl -s", accounts ? "-H 'Authorization: Bearer se_…'" : null, method === "GET" || (body && method === "POST") ? null : `-X ${method}`];
  if (body?.type === "application/json") parts.push("-H 'Content-Type: application/json'", url, `\\\n  -d '${JSON.stringify(body.example ?? sample(body.schema))}'`);
  else if (body) parts.push(url, ...Object.entries(body.schema.properties).map(([name, { format }]) => `-F ${name}=${format === "binary" ? "@file" : "…"}`));
  else parts.push(url);
  return parts.filter(Boolean).join(" ");
}

function sample({ properties = {} }) {
  return Object.fromEntries(Object.keys(properties).map((name) => [name, "…"]));
}
