// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTroublesTest {

  private static final Instant T0 = Instant.parse("2026-11-30T04:00:00Z");

  private final FeedTroubles feeds = new FeedTroubles("kafka-1:9092");

  @Test
  void exampleUsage() {
    String gone = "hamon.controls missing " + T0 + "\nhamon.patterns missing " + T0;

    assertThat(news(6, gone))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("topic hamon.controls is gone since 2026-11-30T04:00:00Z: nothing is heard");
    assertThat(news(7, gone)).isEmpty();
    assertThat(news(20, "hamon.patterns missing " + T0))
        .containsExactly("topic hamon.controls is there again, and is read from its beginning.");
  }

  @Test
  void brokersThatAreAwayAreSaidOnce_andOnceThatTheyAreBack() {
    assertThat(news(5, "* unreachable " + T0.plusMillis(200)))
        .singleElement()
        .asString()
        .startsWith("no Kafka broker answers at kafka-1:9092 since 2026-11-30T04:00:00Z. ");
    assertThat(news(6, "* unreachable " + T0.plusMillis(200))).isEmpty();
    assertThat(news(25, "")).containsExactly("Kafka brokers answer again, after 24s.");
    assertThat(news(26, "")).isEmpty();
  }

  @Test
  void aTopicThatWasGoneBeforeIsNotSaidAgainWhenBrokersAreBack() {
    String gone = "hamon.controls missing " + T0;
    assertThat(news(6, gone)).hasSize(1);
    assertThat(news(9, "* unreachable " + T0)).hasSize(1);

    assertThat(news(30, gone)).singleElement().asString().startsWith("Kafka brokers answer again");
  }

  private List<String> news(int second, String gauge) {
    return feeds.news(gauge, T0.plusSeconds(second));
  }
}
