// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamOwner;
import org.hamon.correlation.Uids;
import org.hamon.correlation.situation.Briefing;
import org.hamon.topology.Sharing;
import org.junit.jupiter.api.Test;

class WarnTest {

  @Test
  void exampleUsage() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    SingleOutputStreamOperator<Output> told =
        Warn.tell(
            env.fromData(
                List.of(BriefingBuilder.briefing().build()), TypeInformation.of(Briefing.class)),
            Warn.names(List.of("ict"), List.of()));
    assertThat(told.getTransformation().getUid()).isEqualTo(Uids.WARN);
    assertThat(told.getTransformation().getName()).isEqualTo("warn");
  }

  @Test
  void communitiesOfOneSectorHaveAStreamEach_andNoneInCommon() {
    List<Sharing> sharing =
        List.of(
            new Sharing("ict", "t-ceptoar", true, "TLP:AMBER", true),
            new Sharing("ict", "Cable TV", true, "TLP:AMBER", true),
            new Sharing("gas", "GAS-CEPTOAR", true, "TLP:AMBER", true));

    assertThat(Warn.names(List.of("gas", "ict"), sharing).byOwner())
        .containsOnly(
            entry(new StreamOwner("gas", ""), "warnings-gas"),
            entry(new StreamOwner("ict", "t-ceptoar"), "warnings-ict-t-ceptoar"),
            entry(
                new StreamOwner("ict", "Cable TV"), "warnings-ict-cable-tv-xfa294d597e153480feb0"));
  }

  @Test
  void settingsTravelWithTheJobGraph() throws Exception {
    Settings settings = Desk.settings();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
    }
  }
}
