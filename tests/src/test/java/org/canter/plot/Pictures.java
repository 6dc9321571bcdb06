// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Looks at pictures in tests. */
final class Pictures {
  private Pictures() {}

  /** Decodes a picture of the size that all have. */
  static BufferedImage read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(800);
    return image;
  }

  /** How many pixels have a colour, to a few steps of each of its parts. */
  static int count(BufferedImage image, Color wanted) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += isNear(new Color(image.getRGB(x, y)), wanted) ? 1 : 0;
      }
    }
    return count;
  }

  static boolean isNear(Color found, Color wanted) {
    return Math.abs(found.getRed() - wanted.getRed()) < 4
        && Math.abs(found.getGreen() - wanted.getGreen()) < 4
        && Math.abs(found.getBlue() - wanted.getBlue()) < 4;
  }
}
