package org.shuguan.server;

import java.util.UUID;
import org.shuguan.server.job.JobContext;

/// A job that is never asked to stop, for work that a test runs directly.
public record UnhurriedJob(UUID id, String subject) implements JobContext {
    @Override
    public void total(long total) {}

    @Override
    public void done(long done) {}

    @Override
    public boolean stopping() {
        return false;
    }
}
