// Assertions for redocly.yaml that Redocly's built-in ones can't express. JavaScript, because Redocly loads it as it is.
//
// Redocly calls an assertion with the property's value or, where the rule's subject names no property, with the node's
// keys; `context.node` is the node itself.

const problem = (message, context) => ({ message, location: context.baseLocation.key() });

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The property's value is an object with all of these keys. */
const hasKeys = (value, keys, context) =>
  isObject(value)
    ? keys.filter((key) => !(key in value)).map((key) => problem(`\`${key}\` is missing`, context))
    : [problem("it must be an object", context)];

/** The property's value, where there is one, is an object with at least one key. */
const notEmpty = (value, _options, context) =>
  value === undefined || (isObject(value) && Object.keys(value).length > 0) ? [] : [problem("it is empty", context)];

/** At least one of the documented statuses is a success. */
const hasSuccess = (statuses, _options, context) =>
  statuses.some((status) => /^2\d\d$/.test(status)) ? [] : [problem("no 2xx status is documented", context)];

/** Each example's key is the `error_code` that the example holds. */
const keyedByErrorCode = (keys, _options, context) =>
  keys
    .filter((key) => context.node[key]?.value?.error_code !== key)
    .map((key) => problem(`\`${key}\` holds \`${context.node[key]?.value?.error_code}\``, context));

export default function romaApicPlugin() {
  return { id: "local", assertions: { hasKeys, notEmpty, hasSuccess, keyedByErrorCode } };
}
