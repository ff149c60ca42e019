// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which version of the program this is, as its jar says, and of what it runs on. */
final class Version implements IVersionProvider {

  private static final String JAR = "/META-INF/maven/org.hamon/hamon-local/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "hamon " + ofJar(),
      "Flink " + org.apache.flink.runtime.util.EnvironmentInformation.getVersion(),
      "Java " + Runtime.version()
    };
  }

  private static String ofJar() throws IOException {
    try (InputStream written = Version.class.getResourceAsStream(JAR)) {
      if (written == null) {
        return "of a build without a jar";
      }
      Properties jar = new Properties();
      jar.load(written);
      return jar.getProperty("version", "of a jar that does not say its version");
    }
  }
}
