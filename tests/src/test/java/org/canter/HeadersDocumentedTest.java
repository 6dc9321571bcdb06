// SPDX-License-Identifier: Apache-2.0
package org.canter;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.canter.HeaderScanner.Declaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a public C header declares has a doc comment; JavaDoc's own checks see only Java. */
class HeadersDocumentedTest {
  private static final Path ROOT = Path.of(System.getProperty("canter.root"));

  static Stream<Path> headers() throws IOException {
    return Stream.concat(
        list(ROOT.resolve("native/cpp/include/canter")),
        list(ROOT.resolve("physics/cpp/include/canter_physics")));
  }

  private static Stream<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".h")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("headers")
  void everyDeclarationIsDocumented(Path header) throws IOException {
    List<Declaration> bare =
        HeaderScanner.scan(Files.readString(header)).stream().filter(d -> !d.documented()).toList();
    assertWithMessage("declarations of %s without a doc comment", header).that(bare).isEmpty();
  }

  @Test
  void exportedFunctionsAreAllSeen() throws IOException {
    for (Path header : headers().toList()) {
      String text = Files.readString(header);
      long exported = text.lines().filter(line -> line.startsWith("CANTER")).count();
      long functions =
          HeaderScanner.scan(text).stream()
              .filter(d -> text.contains(d.name() + "("))
              .filter(d -> d.name().startsWith("canter"))
              .count();
      assertWithMessage("%s", header).that(functions).isAtLeast(exported);
    }
  }

  private static final String SNIPPET =
      """
      // a note, not a doc comment
      #define CANTER_API \\
        nothing
      #ifdef __cplusplus
      extern "C" {
      #endif
      /** opaque */
      typedef struct canter_thing canter_thing;
      /** kinds */
      typedef enum canter_kind {
        /** first */
        CANTER_FIRST = 0,
        CANTER_SECOND = 1
      } canter_kind;
      /** limits share a comment */
      enum { CANTER_MOST = 3, CANTER_WIDEST = 4 };
      /** pair */
      typedef struct canter_pair {
        /** left */
        const void *left;
        double right;
      } canter_pair;
      /** operator */
      typedef int (*canter_operator)(void *self, const void *v);
      // a note only
      CANTER_API int canter_bare(const canter_thing *thing, int x[3]);
      /** documented */
      CANTER_API int canter_good(void);
      /* not a doc comment */
      typedef struct canter_other canter_other;
      #ifdef __cplusplus
      }
      #endif
      """;

  @Test
  void theScannerSeesEveryDeclaration() {
    assertThat(HeaderScanner.scan(SNIPPET).stream().map(Declaration::name))
        .containsExactly(
            "canter_thing",
            "canter_kind",
            "CANTER_FIRST",
            "CANTER_SECOND",
            "(unnamed)",
            "canter_pair",
            "left",
            "right",
            "canter_operator",
            "canter_bare",
            "canter_good",
            "canter_other")
        .inOrder();
  }

  @Test
  void theScannerFindsWhatIsBare() {
    assertThat(HeaderScanner.scan(SNIPPET).stream().filter(d -> !d.documented()))
        .containsExactly(
            new Declaration("CANTER_SECOND", 13, false),
            new Declaration("right", 21, false),
            new Declaration("canter_bare", 26, false),
            new Declaration("canter_other", 30, false));
  }
}
