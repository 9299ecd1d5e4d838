/// Guidance and exchange between units and their bureau (业务指导与交流): inquiries that are answered within a
/// term, the answers that help others as frequently asked questions, and the record of visits and joint work.
@NullMarked
package org.shuguan.server.guidance;

import org.jspecify.annotations.NullMarked;
