/// Quality 校核: rules for the data of catalog entries, proposed by their unit and approved by somebody else, examined on
/// every version that is collected; all rows that fail; versions that are held back from consumers; and objections 异议
/// of readers to single values, until the value is corrected at the source.
@NullMarked
package org.shuguan.server.quality;

import org.jspecify.annotations.NullMarked;
