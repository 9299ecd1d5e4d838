package org.shuguan.server.backup;

import java.util.Map;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;

/// Implemented by modules that keep files besides the database: says whether a restored home has what its rows name.
public interface RestoreCheck {
    /// Looks at a restored home without changing it.
    ///
    /// @param drill the job, which is asked whether to stop
    /// @return what was found to be in order, numbers by name; each needs the text `backup.found.<name>`
    /// @throws JobFailed with what is missing or different
    Map<String, Long> verify(RestoredHome home, JobContext drill);
}
