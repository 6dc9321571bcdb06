// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a checkpoint could not be saved and what to do about it. */
final class SaveFailure {
  // what the C library calls ENOSPC and EDQUOT
  private static final String NO_SPACE = "No space left on device";
  private static final String NO_QUOTA = "Disk quota exceeded";

  private SaveFailure() {}

  static CheckpointException of(
      Path folder, Checkpoint checkpoint, long bytesNeeded, Exception cause) {
    String reason = text(cause);
    boolean full = reason.contains(NO_SPACE) || reason.contains(NO_QUOTA);
    String message =
        full
            ? "disk full: %s bytes needed at %s; free space, then `canter resume`"
                .formatted(bytesNeeded, folder)
            : "cannot write to %s; make it writable, then `canter resume`".formatted(folder);
    return new CheckpointException(
        "%s (the checkpoint of iteration %s was not saved, earlier ones are intact: %s)"
            .formatted(message, checkpoint.iteration(), reason),
        cause);
  }

  /** What the file system said, in words; some exceptions hold nothing but a path. */
  static String text(Exception exception) {
    Throwable cause = exception.getCause() instanceof IOException inner ? inner : exception;
    if (cause instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or directory";
    }
    if (cause instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    boolean bare = cause instanceof FileSystemException named && named.getReason() == null;
    return bare || cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
