// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<String> closed = new ArrayList<>();
  private final Resources owned = new Resources();

  private void own(String name, RuntimeException failure) {
    AutoCloseable one =
        () -> {
          closed.add(name);
          if (failure != null) {
            throw failure;
          }
        };
    assertThat(owned.own(one)).isSameInstanceAs(one);
  }

  @Test
  void theLatestIsClosedFirstAndNothingTwice() {
    own("a", null);
    own("b", null);
    owned.close();
    owned.close();
    assertThat(closed).containsExactly("b", "a").inOrder();
  }

  @Test
  void oneFailureKeepsNothingOpen() {
    RuntimeException failure = new IllegalArgumentException("stuck");
    own("a", null);
    own("b", failure);
    own("c", null);
    IllegalStateException thrown = assertThrows(IllegalStateException.class, owned::close);
    assertThat(closed).containsExactly("c", "b", "a").inOrder();
    assertThat(thrown.getSuppressed()).asList().containsExactly(failure);
  }

  @Test
  void afterAFailureTheFirstOneIsTold() {
    RuntimeException first = new IllegalArgumentException("first");
    RuntimeException second = new IllegalArgumentException("second");
    own("a", second);
    owned.closeAfter(first);
    assertThat(closed).containsExactly("a");
    assertThat(first.getSuppressed()).asList().containsExactly(second);
  }
}
