/// Rules as settings 规则配置: deadlines, thresholds and code lists, each with its value, its source, the certainty of
/// the source, and the first day on which it applies. Every module declares its rules with defaults and limits in
/// `rules/<module>.yaml`. The bureau changes values; earlier values are kept. Only this module determines the
/// value in force on a day.
@NullMarked
package org.shuguan.server.settings;

import org.jspecify.annotations.NullMarked;
