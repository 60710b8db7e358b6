require 'set'
require 'json'
class Animal
  attr_reader :name
  def initialize(name); @name = name; end
  def <=>(o); name <=> o.name; end
  include Comparable
  def method_missing(m, *a); "missing #{m} #{a.inspect}"; end
end
a = [Animal.new("b"), Animal.new("a")]
puts a.min.name, a.first.foo(1)
puts [3, 1, 2].sort_by { |x| -x }.inspect, (1..10).each_slice(3).to_a.inspect
h = {a: 1, "b" => [nil, true, 2.5]}
puts h.inspect, JSON.generate(h), JSON.parse('{"x": [1, 2]}')["x"].sum
begin; Integer("zz"); rescue ArgumentError => e; puts e.message; end
puts "abc" =~ /b(.)/ ? $1 : "no", "héllo".upcase, "%05.2f|%-4s|" % [3.14159, "x"], 2 ** 100, Rational(1, 3) + 1
puts Set.new([1, 2, 2]).size, Struct.new(:x, :y).new(1, 2).to_a.inspect
f = Fiber.new { |x| y = Fiber.yield x + 1; y * 2 }
puts f.resume(1), f.resume(10)
java_import 'java.util.ArrayList'
l = ArrayList.new; l << 'x'; l.add('y'); puts l.size, l.to_a.inspect, java.lang.Math.max(3, 4)
puts (lambda { |x| case x when Integer then :int when /s/ then :str end }).call("s"), __method__.inspect, catch(:done) { throw :done, 7 }
puts [1, [2, [3]]].flatten.each_with_index.map { |x, i| x * i }.inspect, Time.at(0).utc.strftime("%Y-%m-%d"), "a,b".split(",").inspect
class Runner; include java.lang.Runnable; def run; puts "run!"; end; end
t = java.lang.Thread.new(Runner.new); t.start; t.join
puts ObjectSpace.respond_to?(:each_object), $PROGRAM_NAME, defined?(zzz).inspect, [1,2,3].lazy.map { |x| x * 2 }.first(2).inspect
def kw(a:, b: 2, **r); [a, b, r]; end
puts kw(a: 1, c: 3).inspect
raise "final"
