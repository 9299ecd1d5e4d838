package org.shuguan.server.exchange;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A client's stream on the workbench's web server, by its non-blocking output.
final class ServletFeed implements FeedStream.Output, WriteListener {
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Part(byte[] bytes, Runnable taken) {}

    private final AsyncContext open;
    private final ServletOutputStream out;
    private final FeedStream stream;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<Runnable> written = new ArrayList<>();
    private boolean flushing;
    private boolean ended;

    private ServletFeed(AsyncContext open, ServletOutputStream out, FeedStream stream) {
        this.open = open;
        this.out = out;
        this.stream = stream;
    }

    static void start(AsyncContext open, HttpServletResponse response, FeedStream stream) throws IOException {
        ServletFeed feed = new ServletFeed(open, response.getOutputStream(), stream);
        feed.out.setWriteListener(feed);
        feed.write(FeedText.ALIVE, () -> {});
        stream.start(feed);
    }

    @Override
    public void write(byte[] bytes, Runnable taken) {
        synchronized (this) {
            if (ended) {
                return;
            }
            parts.add(new Part(bytes, taken));
        }
        advance();
    }

    @Override
    public void onWritePossible() {
        advance();
    }

    /// Writes what can be written without blocking. A part is taken when it was flushed.
    private void advance() {
        List<Runnable> taken = new ArrayList<>();
        try {
            synchronized (this) {
                while (!ended && out.isReady()) {
                    if (flushing) {
                        flushing = false;
                        taken.addAll(written);
                        written.clear();
                    }
                    Part part = parts.poll();
                    if (part != null) {
                        out.write(part.bytes());
                        written.add(part.taken());
                    } else if (written.isEmpty()) {
                        break;
                    } else {
                        out.flush();
                        flushing = true;
                    }
                }
            }
        } catch (IOException gone) {
            stream.close();
            return;
        }
        taken.forEach(Runnable::run);
    }

    @Override
    public void onError(Throwable gone) {
        stream.close();
    }

    @Override
    public void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        open.complete();
    }
}
