// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.hamon.local.visible.Visible;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.Label;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  private static final int MISSED = 0xC00018;
  private static final int P1 = 0x9C1C3D;

  @TempDir private Path folder;

  @Test
  void saysWhatHappenedAndWhenItWasTold() {
    String page = page();

    assertThat(page)
        .contains("1 of 2")
        .contains("6 Sep 12:00")
        .contains("Batteries end &lt;script&gt;")
        .contains("3 h 0 min")
        .contains("not warned")
        .contains("Brier score 0.040")
        .contains("everybody is told of every failure")
        .contains("power-loss-stops-payments@1");
    assertThat(Pattern.compile("%[A-Z]+%").matcher(page).find()).isFalse();
  }

  @Test
  void namesWhoWasToldThatItIsOverAndWasHitAllTheSame() {
    String page = page("Batteries end", failedAfterItsAllClear());

    Document read = Jsoup.parse(page);
    assertThat(read.select("table.calmed td").eachText())
        .containsExactly("6 Sep 10:30:00", "ICT", "It is over", "6 Sep 11:00:00", "site");
    assertThat(page).contains("1</b><span>time a sector was told that it is over");
    assertThat(Jsoup.parse(page()).select("table.calmed")).isEmpty();
  }

  @Test
  void aTextIsATextWhateverItReadsLike() {
    String evil = "</title></td><script>alert(1)</script>%TILES%%LEADS% \u001b[2J\u202e";

    Document page = Jsoup.parse(page(evil));

    assertThat(page.select("script, img")).isEmpty();
    assertThat(page.getAllElements()).hasSameSizeAs(Jsoup.parse(page("x")).getAllElements());
    assertThat(page.select("table.happened td").eachText()).contains(Visible.of(evil));
  }

  @Test
  void needsNothingElse() {
    assertThat(page()).doesNotContain("<script", "http://", "https://", "src=", "@import", "url(");
  }

  /** Where there is a browser: what a person would see is there, and in its colours. */
  @Test
  void canBeLookedAt() throws Exception {
    String browser = browser();
    assumeTrue(browser != null, "no Chromium here");
    Path page = folder.resolve("report.html");
    Files.writeString(page, page());
    Path picture = folder.resolve("report.png");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1100,1600",
                "--screenshot=" + picture,
                page.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();

    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(1100);
    assertThat(pixels(image, MISSED)).isGreaterThan(20);
    assertThat(pixels(image, P1)).isGreaterThan(200);
  }

  private static long pixels(BufferedImage image, int colour) {
    long found = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        found += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
      }
    }
    return found;
  }

  private static String browser() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
        .filter(path -> new File(path).canExecute())
        .findFirst()
        .orElse(null);
  }

  private static String page() {
    return page("Batteries end <script>");
  }

  private static String page(String text) {
    return page(text, List.of());
  }

  private static List<String> failedAfterItsAllClear() {
    return List.of(
        """
        {"asset":"site","sector":"ict","lane":"actual","state":"stopped",\
        "at":"2018-09-06T02:00:00Z"}""");
  }

  private static String page(String text, List<String> assetStates) {
    List<Label> labels =
        List.of(
            label("ict", "2018-09-06T12:00:00+09:00", text),
            label("water", "2018-09-06T10:00:00+09:00", "Tanks are empty"));
    Evaluation run =
        Evaluation.of(
            labels,
            new Evaluation.Outputs(
                List.of(
                    warning(1, "alert", "2018-09-06T00:00:00Z"),
                    warning(2, "update", "2018-09-06T01:00:00Z"),
                    warning(3, "all-clear", "2018-09-06T01:30:00Z")
                        .replace("Power is lost", "It is over")),
                List.of(situation("open", "forecast", 0.8), situation("closed", "confirmed", 1)),
                assetStates,
                10_000,
                Map.of("power-loss-stops-payments@1", new PatternCost(2, 120_000, 5))),
            Graph.of(oneSite()),
            label -> true);
    return ReportPage.html(run, ZoneId.of("Asia/Tokyo"));
  }

  private static Label label(String sector, String at, String text) {
    return Label.parse(
        """
        {"incident":"HOKKAIDO2018","sector":"%s","region":"JP-01","at":"%s","kind":"fail",
         "row":%s}"""
            .formatted(sector, at, JsonNodeFactory.instance.textNode(text)));
  }

  private static String warning(int revision, String type, String at) {
    return """
        {"id":"w-1","revision":%d,"type":"%s","lane":"actual","situation":"s-1","sector":"ict",
         "regions":["JP-01"],"issuedAt":"%s","priority":"P1","phase":"prevent",
         "headline":"Power is lost","patterns":["power-loss-stops-payments@1"]}"""
        .formatted(revision, type, at);
  }

  private static String situation(String status, String outcome, double likelihood) {
    return """
        {"id":"s-1","lane":"actual","status":"%s","at":"2018-09-06T%s:00:00Z",
         "candidates":[{"asset":"site"}],"forecast":[{"asset":"site","status":"%s","likelihood":%s}]}"""
        .formatted(status, status.equals("open") ? "00" : "09", outcome, likelihood);
  }

  /** One asset that is expected to be heard, so that its forecast can be held to what happened. */
  private static Topology oneSite() {
    Asset site =
        new Asset(
            "site", "Site", "ict", "site", "JP-01", null, 100, null, null, false, 60_000, 0.1);
    return new Topology(
        "one", "1", List.of(), List.of(site), List.of(), List.of(), List.of(), List.of(), 8);
  }
}
