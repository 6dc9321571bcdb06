// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlPlotTest {
  @TempDir Path folder;

  private String page(String title, Band... bands) throws IOException {
    Path file = folder.resolve("curves.html");
    HtmlPlot.write(file, new CurvePlot(title, "environment steps", "return_mean", List.of(bands)));
    return Files.readString(file);
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> all(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  @Test
  void thePageIsWellFormedAndStandsAlone() throws Exception {
    String page = page("Hopper", Runs.band("a", 5, 30, 1000), Runs.band("b", 1, 30, 2000));
    Document parsed = parsed(page);
    assertThat(page).startsWith("<!DOCTYPE html>\n");
    for (String elsewhere : List.of("http:", "https:", "//", "@import", "url(", "src=", "href=")) {
      assertThat(page).doesNotContain(elsewhere);
    }
    assertThat(all(parsed, "title").get(0).getTextContent()).isEqualTo("Hopper");
    // a single run has a line and no band
    assertThat(all(parsed, "polyline")).hasSize(2);
    assertThat(all(parsed, "polygon")).hasSize(1);
    assertThat(all(parsed, "tr")).hasSize(3);
  }

  @Test
  void allPointsLieInsideTheFrame() throws Exception {
    Document parsed = parsed(page("T", Runs.band("a", 5, 30, 1000), Runs.band("b", 3, 20, -50)));
    int points = 0;
    for (String tag : List.of("polyline", "polygon")) {
      for (Element line : all(parsed, tag)) {
        for (String point : line.getAttribute("points").trim().split(" ")) {
          String[] place = point.split(",");
          assertThat(Double.parseDouble(place[0])).isAtLeast(110.0);
          assertThat(Double.parseDouble(place[0])).isAtMost(1170.0);
          assertThat(Double.parseDouble(place[1])).isAtLeast(20.0);
          assertThat(Double.parseDouble(place[1])).isAtMost(560.0);
          points++;
        }
      }
    }
    assertThat(points).isEqualTo(30 + 20 + 2 * (30 + 20));
  }

  @Test
  void theTableSaysHowTheCurvesEnd() throws Exception {
    RunCurve one =
        new RunCurve("gym/Hopper-v4 trpo", "seed-0", new double[] {10, 20}, new double[] {0, 3000});
    RunCurve other =
        new RunCurve("gym/Hopper-v4 trpo", "seed-1", new double[] {10, 20}, new double[] {0, 2000});
    Band band =
        new CurveGroup(one.label(), List.of(one, other)).band(Statistic.MEAN, Interpolation.LINEAR);
    Document parsed = parsed(page("T", band));
    List<String> cells = all(parsed, "td").stream().map(Element::getTextContent).toList();
    assertThat(cells)
        .containsExactly(
            "gym/Hopper-v4 trpo", "2", "20", "2500", "2000 to 3000", "707.1", "3000 2000", "")
        .inOrder();
    assertThat(all(parsed, "script").get(0).getTextContent())
        .contains(
            "{ x: [10.0,20.0], centre: [0.0,2500.0], low: [0.0,2000.0], high: [0.0,3000.0] }");
  }

  @Test
  void textsCannotBecomeMarkup() throws Exception {
    String nasty = "<b>&\"'</script>\u0001\u20ac";
    Document parsed = parsed(page(nasty, Runs.band(nasty, 2, 5, 10)));
    String kept = "<b>&\"'</script>\u20ac";
    assertThat(all(parsed, "h1").get(0).getTextContent()).isEqualTo(kept);
    assertThat(all(parsed, "td").get(0).getTextContent()).isEqualTo(kept);
    assertThat(all(parsed, "svg").get(0).getAttribute("aria-label")).isEqualTo(kept);
    assertThat(all(parsed, "span").get(1).getAttribute("title")).isEqualTo(kept + "-0");
    assertThat(all(parsed, "b")).isEmpty();
    assertThat(all(parsed, "script")).hasSize(1);
  }

  @Test
  void aSinglePointAndAConstantAreDrawn() throws Exception {
    Document point = parsed(page("T", Runs.band("a", 1, 1, 0)));
    assertThat(all(point, "circle")).hasSize(1);
    Document constant = parsed(page("T", Runs.band("a", 1, 9, 0)));
    assertThat(all(constant, "polyline").get(0).getAttribute("points")).doesNotContain("NaN");
    // the tenth curve has the colour of the second, and dashes
    Band[] many = new Band[10];
    for (int i = 0; i < many.length; i++) {
      many[i] = Runs.band("g" + i, 1, 3, i);
    }
    List<Element> lines = all(parsed(page("T", many)), "polyline");
    assertThat(lines.get(9).getAttribute("stroke")).isEqualTo(lines.get(1).getAttribute("stroke"));
    assertThat(lines.get(9).getAttribute("stroke-dasharray")).isEqualTo("9 6");
    assertThat(lines.get(1).getAttribute("stroke-dasharray")).isEmpty();
  }
}
