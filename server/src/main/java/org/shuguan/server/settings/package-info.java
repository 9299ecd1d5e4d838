/// Rules as settings 规则配置: deadlines, thresholds and code lists, each with its value, its source, how surely the
/// source is known, and from which day it holds. Every module declares its rules in `rules/<module>.yaml` with their
/// defaults and bounds; the bureau changes values, and nothing is overwritten. It alone knows which value is in force
/// on a day.
@NullMarked
package org.shuguan.server.settings;

import org.jspecify.annotations.NullMarked;
