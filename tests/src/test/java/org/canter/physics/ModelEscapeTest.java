// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model may refer to: files below its own folder, and nothing outside is ever opened. */
class ModelEscapeTest {
  @TempDir Path temporary;
  private Path folder;
  private Path secret;

  @BeforeEach
  void folderWithASecretBesideIt() throws IOException {
    folder = Files.createDirectory(temporary.resolve("model"));
    // were it read, it would make a good model
    secret = temporary.resolve("secret.xml");
    Files.writeString(
        secret, "<mujoco><worldbody><geom name='secret' size='1'/></worldbody></mujoco>");
  }

  private static String including(String file) {
    return "<mujoco>\n<include file=\"" + file + "\"/>\n</mujoco>";
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private ModelException refusal(String xml) throws IOException {
    Path main = write("main.xml", xml);
    return assertThrows(ModelException.class, () -> ModelSource.ofFile(main));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.xml",
        "a/../../secret.xml",
        "./../secret.xml",
        "..//secret.xml",
        "/etc/hostname.xml",
        "//etc/hostname.xml",
        "file:///etc/hostname.xml",
        "http://localhost/a.xml",
        "C:/secret.xml",
        "c:secret.xml",
        "..\\secret.xml",
        "\\secret.xml",
        "\\\\server\\share\\a.xml",
        "&#46;&#46;/secret.xml",
        "&#x2e;./secret.xml",
        "&#47;etc/hostname.xml",
        "a&amp;b.xml",
        "a&#9;b.xml",
        ".",
        "a/.."
      })
  void namesThatLeadOutAreRefused(String name) throws IOException {
    assertThat(refusal(including(name)).line().getAsInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "mesh, file",
    "hfield, file",
    "skin, file",
    "texture, file",
    "texture, fileright",
    "texture, fileleft",
    "texture, fileup",
    "texture, filedown",
    "texture, filefront",
    "texture, fileback",
    "flexcomp, file",
    "anything, file"
  })
  void everyAttributeThatNamesAFileIsLookedAt(String element, String attribute) throws IOException {
    String xml = "<mujoco>\n<asset>\n<%s %s='%s'/></asset></mujoco>";
    ModelException out = refusal(String.format(xml, element, attribute, "../secret.xml"));
    assertThat(out).hasMessageThat().contains("leaves the model's folder");
    assertThat(out.line().getAsInt()).isEqualTo(3);
    ModelException absolute = refusal(String.format(xml, element, attribute, secret));
    assertThat(absolute).hasMessageThat().contains("absolute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"meshdir", "texturedir", "assetdir"})
  void foldersThatLeadOutAreRefused(String attribute) throws IOException {
    String xml = "<mujoco><compiler %s='%s'/></mujoco>";
    refusal(String.format(xml, attribute, ".."));
    refusal(String.format(xml, attribute, temporary));
  }

  @Test
  void linksThatLeadOutAreRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.xml"), secret);
    ModelException file = refusal(including("link.xml"));
    assertThat(file).hasMessageThat().contains("link that leaves");
    Files.createSymbolicLink(folder.resolve("door"), temporary);
    assertThat(refusal(including("door/secret.xml"))).hasMessageThat().contains("link that leaves");
    Path main = folder.resolve("linked.xml");
    Files.createSymbolicLink(main, secret);
    assertThrows(ModelException.class, () -> ModelSource.ofFile(main));
  }

  @Test
  void linksThatStayInsideAreFollowed() throws IOException {
    write("parts/ball.xml", Files.readString(secret));
    Files.createSymbolicLink(folder.resolve("link.xml"), folder.resolve("parts/ball.xml"));
    ModelSource source = ModelSource.ofFile(write("main.xml", including("link.xml")));
    try (Model model = Model.load(source)) {
      assertThat(model.names(ObjectKind.GEOM)).containsExactly("secret");
    }
  }

  @Test
  void includesThatGoRoundAreRefused() throws IOException {
    assertThat(refusal(including("main.xml"))).hasMessageThat().contains("included already");
    write("a.xml", including("b.xml"));
    write("b.xml", including("a.xml"));
    assertThat(refusal(including("a.xml")).file()).isEqualTo("b.xml");
  }

  @Test
  void depthIsCapped() throws IOException {
    for (int i = 0; i < 40; i++) {
      write("deep" + i + ".xml", including("deep" + (i + 1) + ".xml"));
    }
    assertThat(refusal(including("deep0.xml"))).hasMessageThat().contains("16 includes deep");
  }

  @Test
  void sizeIsCapped() {
    Map<String, byte[]> files = Map.of("a.stl", new byte[ModelFiles.MAX_BYTES]);
    String xml = "<mujoco><asset><mesh file='a.stl'/></asset></mujoco>";
    ModelException refusal =
        assertThrows(ModelException.class, () -> ModelSource.ofString(xml, files));
    assertThat(refusal).hasMessageThat().contains("exceed");
  }

  @Test
  void otherFormatsAreRefused() throws IOException {
    Path binary = Files.write(folder.resolve("model.mjb"), new byte[100]);
    assertThrows(ModelException.class, () -> ModelSource.ofFile(binary));
    Files.write(folder.resolve("a.mjb"), new byte[100]);
    assertThat(refusal(including("a.mjb"))).hasMessageThat().contains("only .xml");
  }

  @Test
  void folderAndMissingFileAreRefused() throws IOException {
    Files.createDirectory(folder.resolve("folder.xml"));
    assertThat(refusal(including("folder.xml"))).hasMessageThat().contains("not a regular file");
    assertThat(refusal(including("none.xml"))).hasMessageThat().contains("there is none");
    assertThrows(ModelException.class, () -> ModelSource.ofFile(folder.resolve("none.xml")));
    assertThrows(ModelException.class, () -> ModelSource.ofFile(temporary.resolve("x/none.xml")));
  }

  @Test
  void onlyTheNamedFilesAreAskedFor() {
    String main =
        "<mujoco><compiler meshdir='m' texturedir='./t/'/><include file='a//b.xml'/>"
            + "<asset><mesh file='x.stl'/><mesh file='x.stl' name='again'/></asset></mujoco>";
    String include =
        "<mujoco><asset><texture file='p.png'/><hfield file='h.bin'/></asset></mujoco>";
    Map<String, String> texts = Map.of("main.xml", main, "a/b.xml", include);
    List<String> asked = new ArrayList<>();
    ModelFolder folderOfRecord =
        (name, limit) -> {
          asked.add(name);
          return texts.getOrDefault(name, "x").getBytes(StandardCharsets.UTF_8);
        };
    ModelSource source = ModelFiles.gather("test", folderOfRecord, "main.xml");
    assertThat(asked)
        .containsExactly("main.xml", "a/b.xml", "m/x.stl", "t/p.png", "m/h.bin")
        .inOrder();
    assertThat(source.files()).isEqualTo(asked);
  }

  @Test
  void strippedPathsAreLookedForWhereMujocoLooks() {
    String main =
        "<mujoco><compiler strippath='true' meshdir='m'/><asset><mesh file='far/away/x.stl'/>"
            + "</asset></mujoco>";
    List<String> asked = new ArrayList<>();
    ModelFiles.gather(
        "test",
        (name, limit) -> {
          asked.add(name);
          return main.getBytes(StandardCharsets.UTF_8);
        },
        "main.xml");
    assertThat(asked).containsExactly("main.xml", "m/x.stl").inOrder();
  }

  @Test
  void whatCannotBeReadIsARefusal() {
    ModelFolder broken =
        (name, limit) -> {
          throw name.equals("main.xml")
              ? new IOException("device gone")
              : new NoSuchFileException(name);
        };
    ModelException refusal =
        assertThrows(ModelException.class, () -> ModelFiles.gather("test", broken, "main.xml"));
    assertThat(refusal).hasMessageThat().contains("device gone");
  }
}
