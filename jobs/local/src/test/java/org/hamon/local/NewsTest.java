// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hamon.replay.scoring.IssuedWarning;
import org.junit.jupiter.api.Test;

class NewsTest {

  @Test
  void exampleUsage() {
    News news = new News(false);

    assertThat(news.isNews(warning("w-1", "alert", "P2", 0))).isTrue();
    assertThat(news.isNews(warning("w-1", "update", "P2", 1))).isFalse();
    assertThat(news.isNews(warning("w-1", "update", "P1", 2))).isTrue();
    assertThat(news.isNews(warning("w-1", "update", "P1", 181))).isFalse();
    assertThat(news.isNews(warning("w-1", "update", "P1", 182))).isTrue();
    assertThat(news.isNews(warning("w-1", "all-clear", "P1", 183))).isTrue();
  }

  @Test
  void whereAllAreWantedEveryUpdateIsNews() {
    News news = new News(true);

    assertThat(news.isNews(warning("w-1", "alert", "P2", 0))).isTrue();
    assertThat(news.isNews(warning("w-1", "update", "P2", 1))).isTrue();
  }

  @Test
  void whatIsSaidOfOneWarningDoesNotHideAnother() {
    News news = new News(false);

    assertThat(news.isNews(warning("w-1", "alert", "P2", 0))).isTrue();
    assertThat(news.isNews(warning("w-2", "update", "P2", 1))).isTrue();
  }

  private static IssuedWarning warning(String id, String type, String priority, long minute) {
    long at = Duration.ofMinutes(minute).toMillis();
    return new IssuedWarning(
        id,
        1,
        type,
        "actual",
        "s-1",
        "ict",
        List.of("JP-01"),
        at,
        priority,
        "prevent",
        "",
        List.of());
  }
}
