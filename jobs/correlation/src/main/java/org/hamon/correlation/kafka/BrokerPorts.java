// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody listens where the brokers are said to be. That is known at once and with its
 * cause, while Kafka's own clients ask on and on and then say that they have waited.
 */
public final class BrokerPorts {
  private static final Duration TO_LISTEN = Duration.ofSeconds(5);

  private BrokerPorts() {}

  /** Why nobody can be reached; empty if one of them can, or if the addresses are none. */
  public static Optional<String> whyNobodyListens(KafkaSettings kafka) {
    String why = null;
    for (String address : kafka.brokers().split(",", -1)) {
      String host = Utils.getHost(address.strip());
      Integer port = Utils.getPort(address.strip());
      if (host == null || port == null) {
        return Optional.empty();
      }
      why = whyNot(host, port);
      if (why == null) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(why);
  }

  private static @Nullable String whyNot(String host, int port) {
    try (Socket socket = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      socket.connect(address, (int) TO_LISTEN.toMillis());
      return null;
    } catch (UnknownHostException e) {
      return "the host " + host + " is not known";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
