// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class BoundedLineTest {

  @Test
  void exampleUsage() {
    assertThat(BoundedLine.of(most -> line(most, "a"))).hasSize(9 + 200 * 4 - 1 + 2);
  }

  @Test
  void listsLessWhereWhatIsListedIsLong() {
    String line = BoundedLine.of(most -> line(most, "電".repeat(2_000)));

    assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(Output.MOST_BYTES);
    assertThat(line.split(",")).hasSize(10);
  }

  @Test
  void textIsCutBetweenSigns() {
    assertThat(BoundedLine.cut("short")).isEqualTo("short");
    String faces = "\ud83d\ude00".repeat(BoundedLine.TEXT);
    for (String text : new String[] {faces, "a" + faces}) {
      String cut = BoundedLine.cut(text);
      assertThat(cut).endsWith("…").hasSizeLessThanOrEqualTo(BoundedLine.TEXT);
      assertThat(new String(cut.getBytes(UTF_8), UTF_8)).isEqualTo(cut);
    }
  }

  private static ObjectNode line(int most, String entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ArrayNode list = line.putArray("list");
    for (int i = 0; i < most; i++) {
      list.add(entry);
    }
    return line;
  }
}
