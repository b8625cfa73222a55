"""What host pages do to a widget: style sheets that reset everything, and the scripts of long ago."""

RESET = """
* { all: unset !important; }
* { box-sizing: content-box !important; line-height: 3 !important; letter-spacing: 9px !important; }
body > * { display: none !important; }
div, section, button, textarea, p { visibility: hidden !important; color: red !important; font-size: 3px !important; }
html { text-transform: uppercase; word-spacing: 2em; cursor: wait; user-select: none; }
"""

# As Prototype.js 1.6, MooTools 1.1 and their plug-ins did: lists that write themselves as text, everything enumerable.
OLD_SCRIPTS = """
Array.prototype.toJSON = function () { return '[' + this.join(', ') + ']'; };
String.prototype.toJSON = function () { return "'" + this + "'"; };
Object.prototype.toJSON = function () { return 'object'; };
Object.prototype.extend = function (other) { for (var key in other) this[key] = other[key]; return this; };
Object.prototype.each = function () { return this; };
Array.prototype.each = function (step) { for (var i = 0; i < this.length; i++) step(this[i], i); return this; };
Array.prototype.first = function () { return this[0]; };
Array.prototype.remove = function () { throw new Error('old remove'); };
Array.prototype.entries = function () { return this.slice(); };
Array.from = function (list) { var out = []; for (var i = 0; i < list.length; i++) out.push(list[i]); return out; };
Function.prototype.bind = function (self) { var f = this; return function () { return f.apply(self, arguments); }; };
HTMLElement.prototype.hide = function () { this.style.display = 'none'; return this; };
HTMLElement.prototype.update = function (html) { this.innerHTML = html; return this; };
HTMLElement.prototype.insert = function (html) { this.innerHTML += html; return this; };
var parse = JSON.parse;
JSON.parse = function (text, reviver) {
  var value = parse(text, reviver);
  if (value && typeof value === 'object') value.wrapped = true;
  return value;
};
window.$ = function (id) { return document.getElementById(id); };
window.pressed = [];
document.addEventListener('keydown', function (event) { window.pressed.push(event.key); });
document.addEventListener('keypress', function (event) { event.preventDefault(); });
"""

WITNESS = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""
