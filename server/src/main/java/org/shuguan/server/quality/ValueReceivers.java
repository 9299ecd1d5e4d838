package org.shuguan.server.quality;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.notice.Recipient;

/// Who has received data of an entry. Implemented by the module that gives data out: whoever received a value that was
/// wrong is told when an objection to it is confirmed, and when it is corrected.
public interface ValueReceivers {
    /// Who received rows of the entry since a moment.
    ///
    /// @param since when the value was reported; earlier deliveries that still have it belong to the answer too
    List<Recipient> of(UUID entry, Instant since);
}
