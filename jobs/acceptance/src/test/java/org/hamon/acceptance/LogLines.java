// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What this process has to say in its log, at the level of a cluster. */
final class LogLines extends AbstractAppender implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerContext context;
  private final Level before;

  private LogLines(LoggerContext context) {
    super("lines", null, null, false, Property.EMPTY_ARRAY);
    this.context = context;
    this.before = root().getLevel();
  }

  static LogLines listen() {
    LogLines lines = new LogLines(LoggerContext.getContext(false));
    lines.start();
    lines.root().setLevel(Level.INFO);
    lines.root().addAppender(lines, null, null);
    lines.context.updateLoggers();
    return lines;
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void append(LogEvent event) {
    StringWriter text = new StringWriter();
    text.append(event.getMessage().getFormattedMessage());
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(text));
    }
    lines.add(text.toString());
  }

  @Override
  public void close() {
    root().removeAppender(getName());
    root().setLevel(before);
    context.updateLoggers();
    stop();
  }

  private LoggerConfig root() {
    return context.getConfiguration().getRootLogger();
  }
}
