var o = {a: [3, 1, 2], get b() { return this.a.length; }};
print(JSON.stringify(o), o.a.sort().map(function (x) { return x * 2; }), o.b);
print(/(\d+)-(\w+)/.exec("x 12-ab")[2], "abc".replace(/b/g, "[$&]"), new Date(0).toISOString());
try { null.x } catch (e) { print(e instanceof TypeError, e.message); }
var ArrayList = Java.type("java.util.ArrayList"); var l = new ArrayList(); l.add("a"); l.add(1.5); print(l, l.size(), Java.from(l)[0]);
var r = new java.lang.Runnable(function () { print("ran"); }); r.run();
var C = Java.extend(java.util.AbstractList, {size: function () { return 2; }, get: function (i) { return "e" + i; }}); print(new C());
print(Object.keys({x: 1, y: 2}), [1, 2, 3].reduce(function (a, b) { return a + b; }), parseInt("12px"), (0.1 + 0.2).toFixed(3));
function P(n) { this.n = n; } P.prototype.hi = function () { return "hi " + this.n; }; print(new P("bob").hi());
var s = java.util.stream.Stream.of(1, 2, 3).map(function (x) { return x + 1; }).collect(java.util.stream.Collectors.toList()); print(s);
print(eval("1 + 2"), new Function("a", "return a * 3")(4), typeof undefinedThing, encodeURIComponent("ä b"));
var ta = new Int8Array([1, 300]); print(ta[1], ta.length);
print([3, 20, 100].sort(), String(Symbol ? 1 : 0));
