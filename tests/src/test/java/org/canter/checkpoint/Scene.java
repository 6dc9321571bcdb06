// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A save that something happens to: what lies there before, and what may lie there after. */
enum Scene {
  /** the first save of a run: the folder and its parent are not there */
  FIRST(List.of(), Samples.of(1)),
  /** the save that makes the oldest superfluous, after an earlier process left rubbish */
  NEXT(List.of(Samples.of(1), Samples.of(2)), Samples.of(3)),
  /** a save of the iteration that is the newest, with other contents */
  AGAIN(List.of(Samples.of(1), Samples.of(2)), Samples.of(2, 1));

  /** What is saved. */
  final Checkpoint saved;

  private final List<Checkpoint> before;

  Scene(List<Checkpoint> before, Checkpoint saved) {
    this.before = before;
    this.saved = saved;
  }

  /** Sets the scene and returns the folder of the checkpoints. */
  Path set(Path root) throws IOException {
    Samples.delete(root);
    Files.createDirectory(root);
    Path folder = root.resolve("run").resolve("checkpoints");
    CheckpointStore store = Unforced.store(folder);
    before.forEach(store::save);
    if (this == NEXT) {
      for (String rubbish : List.of(".writing-00000009", ".removing-00000000.1")) {
        Files.createDirectory(folder.resolve(rubbish));
        Files.writeString(folder.resolve(rubbish).resolve("theta"), "rubbish");
      }
    }
    return folder;
  }

  /** The newest checkpoint is the one saved or the one before, and nothing looks damaged. */
  void requireNewest(Path folder, boolean returned, String when) {
    CheckpointStore store = Unforced.store(folder);
    Optional<Checkpoint> newest = store.newest();
    assertWithMessage("%s, %s: damages", this, when).that(store.damages()).isEmpty();
    if (returned) {
      assertWithMessage("%s, %s: newest", this, when).that(newest).isEqualTo(Optional.of(saved));
    } else {
      assertWithMessage("%s, %s: newest", this, when)
          .that(newest)
          .isAnyOf(Optional.of(saved), last());
    }
    requireEarlier(store, when);
  }

  /** Whatever has the name of a checkpoint is whole: no power failed. */
  void requireNothingHalf(Path folder, String when) throws IOException {
    for (Place place : Place.list(folder)) {
      assertWithMessage("%s, %s: %s is whole", this, when, place)
          .that(Housekeeping.isWhole(place))
          .isTrue();
    }
  }

  /** What the save left behind is in nobody's way: a later one ends as if nothing had been. */
  void requireNextSaveCleansUp(Path folder, String when) {
    Checkpoint next = Samples.of(saved.iteration() + 1, 7);
    boolean wasThere = Unforced.store(folder).iterations().contains(saved.iteration());
    Unforced.store(folder).save(next);
    assertWithMessage("%s, %s: next", this, when)
        .that(Unforced.store(folder).newest())
        .isEqualTo(Optional.of(next));
    List<Long> kept = Unforced.store(folder).iterations();
    assertWithMessage("%s, %s: kept", this, when)
        .that(kept.contains(saved.iteration()))
        .isEqualTo(wasThere);
    assertWithMessage("%s, %s: names", this, when)
        .that(Samples.names(folder))
        .isEqualTo(kept.stream().map(iteration -> Place.name(iteration, 0)).toList());
  }

  /** The one before stays whole, whether the save came to its end or not. */
  private void requireEarlier(CheckpointStore store, String when) {
    if (!before.isEmpty()) {
      Checkpoint earlier = this == AGAIN ? before.get(0) : before.get(before.size() - 1);
      assertWithMessage("%s, %s: earlier", this, when)
          .that(store.load(earlier.iteration()))
          .isEqualTo(earlier);
    }
  }

  private Optional<Checkpoint> last() {
    return before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
  }
}
