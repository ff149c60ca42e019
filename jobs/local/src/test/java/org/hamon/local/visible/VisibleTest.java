// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.visible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {

  @Test
  void exampleUsage() {
    assertThat(Visible.of("a\u001b[2Jb\nc")).isEqualTo("a\\u001b[2Jb\\u000ac");
  }

  @ParameterizedTest
  @CsvSource({
    "7, \\u0007",
    "9, \\u0009",
    "13, \\u000d",
    "127, \\u007f",
    "133, \\u0085",
    "155, \\u009b",
    "173, \\u00ad",
    "8203, \\u200b",
    "8206, \\u200e",
    "8232, \\u2028",
    "8238, \\u202e",
    "8294, \\u2066",
    "55296, \\ud800",
    "65279, \\ufeff",
    "65535, \\uffff",
    "917569, \\udb40\\udc41"
  })
  void spellsOutWhatWouldActInsteadOfBeingShown(int codePoint, String shown) {
    assertThat(Visible.of("a" + Character.toString(codePoint) + "b")).isEqualTo("a" + shown + "b");
  }

  @Test
  void leavesWordsAlone() {
    String words = "Ōtsu 変電所 می\u200cخواهم 👩\u200d🚒 C:\\new <b>&\"'%SVG% =1+1";

    assertThat(Visible.of(words)).isSameAs(words);
  }

  @Test
  void isTheSameDoneTwice() {
    String once = Visible.of("\u001b\u202e\ud800");

    assertThat(Visible.of(once)).isEqualTo(once);
  }

  @Test
  void jsonStaysTheSameJson() throws Exception {
    ObjectNode node =
        JsonNodeFactory.instance.objectNode().put("na\u202eme", "x\u009b\u0007\n\u2028\u007f\\y");

    String shown = Visible.of(node.toString());

    assertThat(shown).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    assertThat(new ObjectMapper().readTree(shown)).isEqualTo(node);
  }
}
