//! A first and another block of code for each language, dense with what the language has.

/// Language, first block, another block.
pub(crate) const SAMPLES: &[(&str, &str, &str)] = &[
    (
        "rust",
        r#"use std::collections::HashMap;

/// Counts words.
pub fn count(text: &str) -> HashMap<String, usize> {
    let mut seen = HashMap::new();
    for word in text.split_whitespace() {
        *seen.entry(word.to_owned()).or_insert(0) += 1;
    }
    seen // done
}

#[derive(Debug, Clone)]
struct Point<'a, T: Copy> where T: Into<f64> { x: T, y: &'a str }

impl<'a, T: Copy + Into<f64>> Point<'a, T> {
    const ZERO: u32 = 0x00_ff;
    async fn go(&self) -> Result<(), String> {
        match self.y { "a" | 'b' => println!("{} {:?}\n", self.y, 1.5e3), _ => Err(format!("no {}", 1))? }
        Ok(())
    }
}
"#,
        r"fn main() { let v: Vec<i32> = (0..10).map(|x| x * 2).collect(); if v.len() > 3 { return; } }
enum E { A(u8), B { c: char } }
macro_rules! m { ($a:expr) => { $a + 1 }; }
",
    ),
    (
        "python",
        r#"from dataclasses import dataclass
import asyncio

@dataclass
class Account:
    """An account."""
    owner: str
    balance: float = 0.0

    def deposit(self, amount: float) -> None:
        if amount <= 0:
            raise ValueError(f"bad amount: {amount!r}")
        self.balance += amount  # add

async def main(*args, **kwargs):
    xs = [x ** 2 for x in range(10) if x % 2 == 0]
    print("sum", sum(xs), None, True, 0x1f)
    with open('a.txt') as f:
        return lambda y: y + 1

if __name__ == "__main__":
    asyncio.run(main())
"#,
        r#"try:
    d = {"a": 1, 'b': [1, 2]}
    for k, v in d.items():
        print(f"{k:>10} {v}")
except KeyError as e:
    pass
finally:
    del d
"#,
    ),
    (
        "js",
        r#"import { readFile } from "node:fs/promises";
// read it
const PORT = 3000;
class Server extends Base {
  #count = 0;
  constructor(port = PORT) { super(); this.port = port; }
  async handle(req, res) {
    const { id, ...rest } = req.params ?? {};
    try { await this.db.query(`SELECT * FROM t WHERE id = ${id}`); }
    catch (e) { console.error("failed", e, null, undefined, 1.5); }
    return rest.map((x) => x * 2).filter(Boolean);
  }
}
/* block */
export default function make() { return new Server(8080); }
const re = /ab+c/gi;
if (re.test("abbc")) { for (let i = 0; i < 10; i++) { console.log(i); } }
"#,
        r#"const a = [1,2,3].reduce((s, x) => s + x, 0);
app.get("/", (req, res) => { res.json({ ok: true }); });
let x = typeof a === "number" ? 1 : 2;
"#,
    ),
    (
        "ts",
        r#"import { Request, Response } from "express";
interface User<T = string> { readonly id: number; name?: T; tags: string[]; }
type Result<T> = { ok: true; value: T } | { ok: false; error: Error };
enum Color { Red, Green = "g" }
// a class
@Injectable()
export class Service<T extends User> implements OnInit {
  private cache: Map<number, T> = new Map();
  constructor(private readonly repo: Repository<T>, public x = 1) {}
  async find(id: number): Promise<Result<T>> {
    const hit = this.cache.get(id) as T | undefined;
    if (hit) return { ok: true, value: hit };
    try { return { ok: true, value: await this.repo.findOne(`id=${id}`) }; }
    catch (e: unknown) { return { ok: false, error: e as Error }; }
  }
}
function isUser(x: any): x is User { return typeof x === "object" && x !== null; }
export const add = (a: number, b: number): number => a + b;
declare module "x" { export function f(a: string): void; }
"#,
        r#"const x: Record<string, number> = { a: 1 };
abstract class A { protected abstract go(): void; }
let t: [string, number] = ["a", 1];
for (const [k, v] of Object.entries(x)) { console.log(k, v!); }
"#,
    ),
    (
        "tsx",
        r#"import React, { useState } from "react";
type Props = { title: string; onClose?: () => void };
export function Dialog({ title, onClose }: Props) {
  const [open, setOpen] = useState<boolean>(true);
  return (
    <div className="dialog" onClick={() => setOpen(false)}>
      <h1>{title}</h1>
      {open && <button type="button" disabled onClick={onClose}>Close</button>}
    </div>
  );
}
"#,
        r"const a = <p>hi {name}</p>;
",
    ),
    (
        "java",
        r#"package com.example;
import java.util.*;
/** Doc comment. */
@Service
public class Account<T extends Comparable<T>> implements Serializable {
    private static final int MAX = 10;
    private final Map<String, List<T>> items = new HashMap<>();
    public Account(String owner) { this.owner = owner; }
    @Override
    public synchronized void deposit(double amount) throws IOException {
        if (amount <= 0) { throw new IllegalArgumentException("bad " + amount); }
        for (int i = 0; i < MAX; i++) { System.out.println(i); }
        items.values().stream().map(x -> x.size()).forEach(System.out::println); // go
    }
}
"#,
        r#"public record Point(int x, int y) {}
interface Shape { double area(); default String name() { return "s"; } }
enum E { A, B; }
"#,
    ),
    (
        "sql",
        r"-- accounts
CREATE TABLE account (id SERIAL PRIMARY KEY, owner VARCHAR(20) NOT NULL, balance NUMERIC DEFAULT 0);
BEGIN;
UPDATE account SET balance = balance - 100.5 WHERE id = 'bo' AND owner IS NOT NULL;
SELECT a.id, COUNT(*) AS n FROM account a LEFT JOIN orders o ON o.account_id = a.id GROUP BY a.id HAVING COUNT(*) > 1 ORDER BY n DESC LIMIT 10;
COMMIT; /* done */
",
        r"CREATE INDEX i ON t (a, b);
INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL);
EXPLAIN ANALYZE SELECT DISTINCT a FROM t WHERE b LIKE '%x%';
",
    ),
    (
        "go",
        r#"package main

import ("fmt"; "net/http")

// Server serves.
type Server struct { port int; mux *http.ServeMux `json:"mux"` }

type Shape interface { Area() float64 }

func (s *Server) Handle(w http.ResponseWriter, r *http.Request) error {
	defer r.Body.Close()
	ch := make(chan int, 10)
	go func() { for i := 0; i < 10; i++ { ch <- i } }()
	select { case v := <-ch: fmt.Printf("%d\n", v); default: return nil }
	if err := doIt(); err != nil { return fmt.Errorf("do: %w", err) }
	return nil
}
const Pi = 3.14
var m = map[string][]int{"a": {1, 2}}
"#,
        r"func Map[T, U any](xs []T, f func(T) U) []U { var out []U; for _, x := range xs { out = append(out, f(x)) }; return out }
switch x := v.(type) { case string: println(x) }
",
    ),
    (
        "bash",
        r#"#!/usr/bin/env bash
set -euo pipefail
# deploy it
NAME="${1:-world}"
for f in *.txt; do
  if [[ -f "$f" && $f == a* ]]; then
    echo "Hello $NAME $(date +%s)" | grep -E 'x+' > /dev/null 2>&1 || exit 1
  fi
done
function greet() { local n=$1; printf '%s\n' "$n"; }
case "$1" in start) greet a ;; *) echo no ;; esac
curl -s -X POST http://localhost:8080/api -H "Content-Type: application/json" -d '{"a":1}'
cat <<EOF
text $NAME
EOF
while read -r line; do ((i++)); done < file
export PATH=$HOME/bin:$PATH
"#,
        r"git clone https://example.org/x && cd x
docker run --rm -it -p 8080:80 nginx
sudo apt-get install -y curl
",
    ),
    (
        "json",
        r#"{ "name": "x", "version": 1.5, "ok": true, "none": null, "list": [1, -2, 3e5, "a\n"], "o": {"a": {}} }
"#,
        r#"[{"a": 1}, false]
"#,
    ),
    (
        "yaml",
        r#"# compose
version: "3"
services:
  web: &web
    image: nginx:1.25
    ports: ["80:80", 443]
    environment:
      - KEY=value
      - FLAG: true
    command: |
      echo hi
      exit 0
  db:
    <<: *web
    replicas: 3
---
other: ~
"#,
        r"apiVersion: v1
kind: Pod
metadata: {name: x}
",
    ),
    (
        "toml",
        r#"# config
[package]
name = "x"
version = '1'
[[bin]]
n = [1, 2.5, true, 1979-05-27T07:32:00Z]
a.b = { x = 1, y = """multi""" }
"#,
        r"[a]
b = 1
",
    ),
    (
        "html",
        r#"<!DOCTYPE html>
<html lang="en">
<head><!-- head --><meta charset="utf-8"><title>A &amp; b</title>
<style>body { color: red; }</style>
<script>const a = 1; document.title = "x";</script></head>
<body class="main" id='x' onclick="go()">
<h1 style="color: blue">Hi</h1><a href="https://example.org">link</a><br/>
<form action="/x" method="post"><input type="text" name="q" disabled></form>
</body></html>
"#,
        r#"<ul><li class="a">x</li></ul>
"#,
    ),
    (
        "css",
        r#"/* page */
:root { --main: #ff00aa; }
body, .card > a:hover, #id::before { color: var(--main); margin: 0 auto; font: 12px/1.5 "Arial", sans-serif; }
@media (max-width: 600px) { .grid { display: grid; grid-template-columns: repeat(2, 1fr); } }
a[href^="http"] { background: url("a.png") no-repeat; transition: all .3s ease-in-out !important; }
@keyframes x { from { opacity: 0; } to { opacity: 1; } }
"#,
        r".a { display: flex; width: calc(100% - 2rem); }
",
    ),
    (
        "dockerfile",
        r#"# build
FROM rust:1.80 AS build
ARG V=1
ENV A=b
WORKDIR /app
COPY --chown=a:b . .
RUN apt-get update && apt-get install -y curl \
    && rm -rf /var/lib/apt
EXPOSE 8080
ENTRYPOINT ["/bin/app", "--x"]
CMD ["run"]
"#,
        r#"FROM alpine
RUN echo "hi" > /a
"#,
    ),
    (
        "kotlin",
        r#"package a.b
import kotlinx.coroutines.*
// data
data class User(val id: Int, var name: String? = null) : Base(), Comparable<User> {
    override fun compareTo(other: User): Int = id - other.id
    companion object { const val MAX = 10 }
}
suspend fun <T> go(block: suspend () -> T): T = coroutineScope {
    val xs = listOf(1, 2, 3).map { it * 2 }
    when (xs.size) { 0 -> println("none ${xs.size} $xs"); in 1..3 -> println('c'); else -> throw Exception("x") }
    block()
}
"#,
        r"fun main() { for (i in 0..10) { if (i > 3) return } }
sealed interface A
",
    ),
    (
        "c",
        r#"#include <stdio.h>
#define MAX 10
/* node */
typedef struct node { int value; struct node *next; } node_t;
static const char *names[] = {"a", "b\n"};
int main(int argc, char **argv) {
    node_t *n = malloc(sizeof(node_t));
    for (int i = 0; i < MAX; i++) { printf("%d %s\n", i, names[i % 2]); } // loop
    if (!n) { return 1; } else { free(n); n = NULL; }
    switch (argc) { case 1: break; default: goto end; }
end:
    return 0x1f;
}
"#,
        r"unsigned long f(void) { while (1) { x->y = a[3] & ~b; } }
#ifdef A
int q;
#endif
",
    ),
    (
        "cpp",
        r#"#include <iostream>
#include <vector>
namespace app {
template <typename T, int N = 3>
class Stack : public Base<T> {
public:
    explicit Stack(const std::string& name) noexcept : name_{name} {}
    virtual ~Stack() = default;
    void push(T&& v) { items_.push_back(std::move(v)); }
    auto size() const -> size_t override { return items_.size(); }
private:
    std::vector<T> items_; // items
    std::string name_;
};
}
int main() {
    auto f = [&](int x) { return x * 2; };
    for (const auto& x : std::vector<int>{1, 2}) { std::cout << f(x) << "\n" << R"(raw)" << std::endl; }
    try { throw std::runtime_error("x"); } catch (const std::exception& e) { delete p; }
    return static_cast<int>(nullptr == 0);
}
"#,
        r"constexpr int f() { return 1; }
struct A { int b : 3; };
using X = std::map<int, char>;
",
    ),
    (
        "csharp",
        r#"using System;
namespace App;
// record
public record Point(int X, int Y);
[ApiController]
public class Service<T> : IService where T : class, new() {
    private readonly ILogger _log;
    public string Name { get; set; } = "x";
    public async Task<int> GoAsync(int id = 1) {
        var xs = from x in list where x > 1 select x;
        if (id is null) throw new ArgumentException($"bad {id}");
        foreach (var y in xs) { Console.WriteLine(y ?? "n"); }
        return await _db.FindAsync(z => z.Id == id);
    }
}
"#,
        r#"int x = 1; string s = @"a"; switch (x) { case 1: break; }
"#,
    ),
    (
        "ruby",
        r#"require "json"
# a class
class User < Base
  attr_reader :name, :age
  def initialize(name:, age: 3) = (@name = name)
  def greet(other) ; puts "hi #{other.name} #{1 + 2}" unless other.nil? ; end
  ROLES = %w[a b].freeze
end
[1, 2].each do |x| puts x if x > 1 end
h = { a: 1, "b" => :c, c: /re+/i }
begin ; raise ArgumentError, 'x' ; rescue => e ; p e ; end
"#,
        r"module A
  def self.b = yield
end
",
    ),
    (
        "php",
        r#"<?php
namespace App;
use Foo\Bar;
// c
final class User extends Base {
    private ?string $name = null;
    public function __construct(private int $id) { $this->x = "a $id {$this->y}"; }
    public static function all(array $a = []): array { foreach ($a as $k => $v) { echo $k . 'x'; } return []; }
}
$x = fn($y) => $y + 1;
"#,
        r#"<?php
if ($a === null) { throw new Exception("x"); }
"#,
    ),
    (
        "swift",
        r#"import Foundation
// s
struct User: Codable { let id: Int; var name: String? }
func go<T: Equatable>(_ x: T, with y: Int = 3) async throws -> [T] {
    guard let z = opt else { return [] }
    for i in 0..<10 { print("i \(i)") }
    return [x].map { $0 }
}
"#,
        r"enum A { case b(Int) }
let x = 3.5
",
    ),
    (
        "scala",
        r#"package a
import scala.concurrent._
// c
case class User(id: Int, name: Option[String] = None) extends Base with T
object Main extends App { def go[T](x: T)(implicit ec: E): Future[T] = for { a <- f(x) } yield a
  val s = s"hi ${x.y} $z"; x match { case 1 => println("a"); case _ => () } }
"#,
        r"trait A { val b: Int }
",
    ),
    (
        "markdown",
        r"# Title
Some **bold** `code` [a](b)
```js
const a = 1;
```
- x
",
        r"> q
",
    ),
    (
        "diff",
        r"diff --git a/x b/x
--- a/x
+++ b/x
@@ -1,2 +1,2 @@
-old
+new
 same
",
        r"+a
-b
",
    ),
];
