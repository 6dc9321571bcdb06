// SPDX-License-Identifier: Apache-2.0
package org.canter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the declarations of a C header of ours and whether each has a doc comment before it.
 *
 * <p>It knows the C that our headers use: functions, opaque and complete structs, enums, function
 * pointer types, inside one {@code extern "C"} block. Members of named structs and enums count too.
 */
final class HeaderScanner {

  /** One thing that a header declares. */
  record Declaration(String name, int line, boolean documented) {}

  private record Token(String text, int line) {
    boolean isDoc() {
      return text.startsWith("/**");
    }
  }

  // doc comments stay; other comments and the preprocessor's lines are matched to be dropped
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<drop>/\\*(?!\\*).*?\\*/|//[^\\n]*|(?m:^)[ \\t]*#(?:\\\\\\n|[^\\n])*|\\s+)"
              + "|/\\*\\*.*?\\*/|\"[^\"]*\"|\\w+|[^\\w\\s]",
          Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  private final List<Declaration> found = new ArrayList<>();

  private HeaderScanner() {}

  static List<Declaration> scan(String header) {
    HeaderScanner scanner = new HeaderScanner();
    scanner.statements(withoutLinkage(tokens(header)), ";");
    return scanner.found;
  }

  private static List<Token> tokens(String header) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(header);
    int line = 1;
    while (matcher.find()) {
      if (matcher.group("drop") == null) {
        tokens.add(new Token(matcher.group(), line));
      }
      line += (int) matcher.group().chars().filter(c -> c == '\n').count();
    }
    return tokens;
  }

  /** Drops {@code extern "C" {} and the brace that closes it, the last token of the header. */
  private static List<Token> withoutLinkage(List<Token> tokens) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).text().equals("extern") && tokens.get(i + 2).text().equals("{")) {
        List<Token> inner = new ArrayList<>(tokens.subList(0, i));
        inner.addAll(tokens.subList(i + 3, tokens.size() - 1));
        return inner;
      }
    }
    return tokens;
  }

  /** Splits tokens at a separator outside of brackets and records each statement. */
  private void statements(List<Token> tokens, String separator) {
    List<Token> statement = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      depth += "({[".contains(token.text()) ? 1 : ")}]".contains(token.text()) ? -1 : 0;
      if (depth == 0 && token.text().equals(separator)) {
        declare(statement);
        statement.clear();
      } else {
        statement.add(token);
      }
    }
    // the last enumerator needs no comma
    declare(statement);
  }

  private void declare(List<Token> statement) {
    List<Token> code = statement.stream().filter(token -> !token.isDoc()).toList();
    if (code.isEmpty()) {
      return;
    }
    Token first = code.get(0);
    boolean documented = statement.get(0).isDoc();
    Optional<String> name = name(code);
    found.add(new Declaration(name.orElse("(unnamed)"), first.line(), documented));
    int open = indexOf(statement, "{");
    // the names in an unnamed enum share the comment of the whole
    if (open >= 0 && name.isPresent()) {
      List<Token> body = statement.subList(open + 1, lastIndexOf(statement, "}"));
      boolean isEnum = code.stream().limit(2).anyMatch(token -> token.text().equals("enum"));
      statements(body, isEnum ? "," : ";");
    }
  }

  /** What a statement declares: the name before a parameter list, of a body, or at the end. */
  private static Optional<String> name(List<Token> code) {
    int brace = indexOf(code, "{");
    if (brace > 0) {
      String before = code.get(brace - 1).text();
      return before.matches("enum|struct|union") ? Optional.empty() : Optional.of(before);
    }
    int star = indexOf(code, "*");
    int parenthesis = indexOf(code, "(");
    // a pointer to a function: the name follows the star inside the first brackets
    if (parenthesis >= 0 && star == parenthesis + 1) {
      return Optional.of(code.get(star + 1).text());
    }
    int end = parenthesis >= 0 ? parenthesis : code.size();
    int value = indexOf(code.subList(0, end), "=");
    List<Token> head = code.subList(0, value >= 0 ? value : end);
    return head.stream()
        .map(Token::text)
        .filter(text -> NAME.matcher(text).matches())
        .reduce((earlier, later) -> later);
  }

  private static int indexOf(List<Token> tokens, String text) {
    return tokens.stream().map(Token::text).toList().indexOf(text);
  }

  private static int lastIndexOf(List<Token> tokens, String text) {
    return tokens.stream().map(Token::text).toList().lastIndexOf(text);
  }
}
