package org.shuguan.server.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.sharing.Grant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// The file way: files are asked for, and sent whole or in parts. A download is recorded before its first byte leaves,
/// and again when it ended; it is cut when the grant is suspended, ended or changed meanwhile.
@Service
class FileGateway {
    private static final Logger LOG = LoggerFactory.getLogger(FileGateway.class);
    private static final int CHUNK = 1 << 16;
    private static final int AT_ONCE = 32;
    private static final int AT_ONCE_OF_A_GRANT = 4;
    /// A reader that is slower than this on average is cut, so that it does not occupy a thread for ever.
    private static final long LEAST_BYTES_A_SECOND = 16 << 10;
    private static final long PATIENCE_SECONDS = 60;

    /// Sends the body.
    interface Body {
        /// @throws IOException if it was cut: the connection must be closed, so that no part looks whole
        void to(OutputStream out) throws IOException;
    }

    /// An answer whose body is streamed.
    record Delivery(int status, Map<String, String> fields, long length, Body body) {
        static Delivery of(Reply reply) {
            return new Delivery(
                    reply.status(),
                    reply.fields(),
                    reply.status() == 304 ? -1 : reply.body().length,
                    out -> out.write(reply.body()));
        }
    }

    private final Admission admission;
    private final Gateway gateway;
    private final GrantFiles files;
    private final FileFolder folder;
    private final CallReplies replies;
    private final KeptRefusal refusals;
    private final Clock clock;
    private final Semaphore all = new Semaphore(AT_ONCE);
    private final Map<UUID, Semaphore> ofGrants = new ConcurrentHashMap<>();

    FileGateway(
            Admission admission,
            Gateway gateway,
            GrantFiles files,
            FileFolder folder,
            CallReplies replies,
            KeptRefusal refusals,
            Clock clock) {
        this.admission = admission;
        this.gateway = gateway;
        this.files = files;
        this.folder = folder;
        this.replies = replies;
        this.refusals = refusals;
        this.clock = clock;
    }

    /// A client asks for a file of a resource.
    Reply ask(Request request, String resource) {
        Machine machine;
        try {
            machine = admission.machine(request);
        } catch (ExchangeRefused refused) {
            return replies.refusedUnrecorded(refused);
        }
        CallInProgress begun = new CallInProgress(request, machine, resource, Call.Action.FILE);
        return gateway.answered(
                begun,
                call -> {
                    Asked asked = new Asked(request);
                    Grant grant = admission.grant(machine, resource, asked.grant());
                    UUID id = asked(call, grant, asked.file(), null);
                    call.headers.put("content-type", "application/json");
                    call.headers.put("location", path(id));
                    return replies.sent(call, 202, Form.json(Map.of("id", id, "file", path(id))), 0, "ok")
                            .join();
                },
                CompletableFuture::join);
    }

    /// An officer of the consumer asks for a file on the grant's page.
    ///
    /// @throws ExchangeRefused if there is none
    UUID ask(Request request, Actor officer, Grant grant, GrantFiles.Wanted wanted) {
        CallInProgress call = new CallInProgress(
                request, caller(officer, grant), grant.resource().value(), Call.Action.FILE);
        ExchangeRefused why;
        try {
            mustBeInForce(grant);
            UUID id = asked(call, grant, wanted, Person.of(officer));
            Reply recorded = replies.sent(call, 202, Form.json(Map.of("id", id)), 0, "ok")
                    .join();
            if (recorded.status() != 202) {
                throw ExchangeRefused.notRecorded();
            }
            return id;
        } catch (ExchangeRefused refused) {
            why = refused;
        } catch (ReadRefused refused) {
            why = ExchangeRefused.read(refused);
        } catch (SourceAway away) {
            why = ExchangeRefused.away(away);
        }
        replies.refused(call, why).join();
        throw why;
    }

    private UUID asked(CallInProgress call, Grant grant, GrantFiles.Wanted wanted, @Nullable Person officer)
            throws ReadRefused, SourceAway {
        call.grant = grant;
        call.filter = wanted.text();
        admission.admit(call, grant, Grant.Mode.FILE);
        return files.ask(grant, wanted, call.machine.client(), call.machine.name(), officer);
    }

    private static Machine caller(Actor officer, Grant grant) {
        return new Machine(officer.officer().value(), officer.officerName(), grant.consumer(), Set.of());
    }

    private void mustBeInForce(Grant grant) {
        if (!admission.stands(grant.id(), grant.change())) {
            throw ExchangeRefused.noGrant();
        }
    }

    static String path(UUID file) {
        return ExchangeController.ROOT + "/files/" + file;
    }

    /// Where a file stands, for the client that may have it. It is not recorded: nothing of the data leaves.
    Reply status(Request request, String id) {
        try {
            Machine machine = admission.machine(request);
            FileRecords.Row file = file(id);
            grant(machine, file);
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("content-type", "application/json");
            fields.put("cache-control", "no-store");
            if (file.state() == FileRecords.State.WAITING) {
                fields.put("retry-after", "1");
            }
            return new Reply(200, fields, Form.json(view(file)));
        } catch (ExchangeRefused refused) {
            return replies.refusedUnrecorded(refused);
        }
    }

    private Map<String, Object> view(FileRecords.Row file) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", file.id());
        view.put("state", file.state().word());
        view.put("format", file.format());
        if (file.since() != null) {
            view.put("since", file.since().toString());
        }
        if (file.problem() != null) {
            view.put("code", file.problem());
            view.put("problem", problem(file));
        }
        if (file.state() == FileRecords.State.READY) {
            view.put("content", path(file.id()) + "/content");
            view.put("rows", Objects.requireNonNull(file.rowCount()));
            view.put("bytes", Objects.requireNonNull(file.bytes()));
            view.put("sha256", Objects.requireNonNull(file.digest()));
            view.put("expiresAt", String.valueOf(file.expiresAt()));
        }
        if (file.version() != null) {
            view.put("version", file.version().toString());
        }
        return view;
    }

    /// Why there is no file, as a sentence; null if nothing is wrong.
    @Nullable
    String problem(FileRecords.Row file) {
        return refusals.sentence(file.problem(), file.facts());
    }

    /// Sends a file, or a part of it, to a client.
    Delivery download(Request request, String id) {
        Machine machine;
        try {
            machine = admission.machine(request);
        } catch (ExchangeRefused refused) {
            return Delivery.of(replies.refusedUnrecorded(refused));
        }
        CallInProgress begun = new CallInProgress(request, machine, "", Call.Action.DOWNLOAD);
        begun.filter = "file " + id;
        return gateway.answered(
                begun,
                call -> {
                    FileRecords.Row file = file(id);
                    return delivered(call, file, grant(machine, file));
                },
                refused -> Delivery.of(refused.join()));
    }

    /// Sends a file, or a part of it, to an officer of the consumer.
    Delivery download(Request request, Actor officer, Grant grant, FileRecords.Row file) {
        CallInProgress begun = new CallInProgress(
                request, caller(officer, grant), grant.resource().value(), Call.Action.DOWNLOAD);
        return gateway.answered(
                begun,
                call -> {
                    call.grant = grant;
                    mustBeInForce(grant);
                    return delivered(call, file, grant);
                },
                refused -> Delivery.of(refused.join()));
    }

    private FileRecords.Row file(String id) {
        try {
            return files.find(UUID.fromString(id)).orElseThrow(ExchangeRefused::noFile);
        } catch (IllegalArgumentException none) {
            throw ExchangeRefused.noFile();
        }
    }

    /// The grant of a file. Whether there is a file of another's grant is not told.
    private Grant grant(Machine machine, FileRecords.Row file) {
        return admission.inForce(machine).stream()
                .filter(grant -> grant.id().equals(file.dataGrant()))
                .findFirst()
                .orElseThrow(ExchangeRefused::noFile);
    }

    private Delivery delivered(CallInProgress call, FileRecords.Row file, Grant grant) {
        call.grant = grant;
        call.resource = grant.resource().value();
        call.filter = "file " + file.id() + " " + file.format();
        admission.admit(call, grant, Grant.Mode.FILE);
        mustBeReady(file, grant);
        long bytes = Objects.requireNonNull(file.bytes());
        byte[] digest = HexFormat.of().parseHex(Objects.requireNonNull(file.digest()));
        String tag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
        call.headers.put("etag", tag);
        call.headers.put("accept-ranges", "bytes");
        if (tag.equals(call.request.known())) {
            return Delivery.of(replies.sent(call, 304, new byte[0], 0, "ok").join());
        }
        boolean same = call.request.ifRange() == null || tag.equals(call.request.ifRange());
        ByteRange range = same ? ByteRange.of(call.request.range(), bytes) : null;
        Runnable release = slot(grant);
        try {
            return begun(call, file, grant, range, digest, release);
        } catch (RuntimeException | Error e) {
            release.run();
            throw e;
        }
    }

    private void mustBeReady(FileRecords.Row file, Grant grant) {
        switch (file.state()) {
            case WAITING -> throw ExchangeRefused.fileWaits();
            case FAILED ->
                throw ExchangeRefused.fileFailed(String.valueOf(file.problem()), refusals.facts(file.facts()));
            case REMOVED -> throw ExchangeRefused.fileGone();
            case READY -> {
                if (file.grantChange() != grant.change()
                        || Objects.requireNonNull(file.expiresAt()).isBefore(clock.instant())) {
                    throw ExchangeRefused.fileGone();
                }
            }
        }
    }

    private Runnable slot(Grant grant) {
        Semaphore own = ofGrants.computeIfAbsent(grant.id(), id -> new Semaphore(AT_ONCE_OF_A_GRANT));
        if (!own.tryAcquire()) {
            throw ExchangeRefused.downloads(AT_ONCE_OF_A_GRANT);
        }
        if (!all.tryAcquire()) {
            own.release();
            throw ExchangeRefused.downloads(AT_ONCE);
        }
        return () -> {
            own.release();
            all.release();
        };
    }

    private Delivery begun(
            CallInProgress call,
            FileRecords.Row file,
            Grant grant,
            @Nullable ByteRange range,
            byte[] digest,
            Runnable release) {
        long bytes = Objects.requireNonNull(file.bytes());
        FileChannel channel = opened(file.id());
        try {
            RowFile.Format format = RowFile.Format.of(file.format()).orElseThrow();
            call.headers.put(
                    "content-type",
                    RowFile.mediaType(
                            format, RowFile.Encoding.of(file.encoding()).orElseThrow()));
            call.headers.put("content-disposition", "attachment; filename=\"" + name(file, grant, format) + "\"");
            call.headers.put("repr-digest", MessageSignature.digest(digest));
            long from = range == null ? 0 : range.from();
            long length = range == null ? bytes : range.length();
            if (range != null) {
                call.headers.put("content-range", "bytes " + range.from() + "-" + range.to() + "/" + bytes);
                call.filter += " bytes " + range.from() + "-" + range.to();
            }
            byte[] content = range == null ? digest : hashed(channel, from, length);
            int status = range == null ? 200 : 206;
            CallReplies.Head head = replies.began(call, status, length, content);
            int rows = range == null ? (int) Math.min(Integer.MAX_VALUE, Objects.requireNonNull(file.rowCount())) : 0;
            return new Delivery(
                    status,
                    head.fields(),
                    length,
                    out -> send(new Sent(call, grant, status, rows, from, length), channel, out, release));
        } catch (RuntimeException | Error e) {
            close(channel);
            throw e;
        }
    }

    private static String name(FileRecords.Row file, Grant grant, RowFile.Format format) {
        return grant.number()
                + (file.since() == null ? "" : "-changes")
                + (file.version() == null ? "" : "-" + file.version())
                + format.ending();
    }

    private FileChannel opened(UUID id) {
        try {
            return FileChannel.open(folder.place(id), StandardOpenOption.READ);
        } catch (NoSuchFileException gone) {
            // It was removed a moment ago, or another node has it.
            throw ExchangeRefused.fileGone();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a file was not closed", e);
        }
    }

    private static byte[] hashed(FileChannel channel, long from, long length) {
        MessageDigest hash = Hashes.sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            for (long at = 0; at < length; ) {
                at += read(channel, chunk, from + at, length - at);
                hash.update(chunk);
            }
            return hash.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the next part; the buffer is ready to be taken from.
    private static int read(FileChannel channel, ByteBuffer chunk, long at, long most) throws IOException {
        chunk.clear().limit((int) Math.min(CHUNK, most));
        int read = channel.read(chunk, at);
        if (read <= 0) {
            throw new IOException("a prepared file is shorter than it was");
        }
        chunk.flip();
        return read;
    }

    private record Sent(CallInProgress call, Grant grant, int status, int rows, long from, long length) {}

    private void send(Sent what, FileChannel channel, OutputStream out, Runnable release) throws IOException {
        MessageDigest hash = Hashes.sha256();
        long sent = 0;
        boolean whole = false;
        long until =
                System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS + what.length() / LEAST_BYTES_A_SECOND);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (channel) {
            while (sent < what.length()) {
                if (!admission.stands(what.grant().id(), what.grant().change())) {
                    throw new IOException("the grant " + what.grant().number() + " does not stand any more");
                }
                if (System.nanoTime() - until > 0) {
                    throw new IOException("the reader is too slow");
                }
                int read = read(channel, chunk, what.from() + sent, what.length() - sent);
                out.write(chunk.array(), 0, read);
                hash.update(chunk.array(), 0, read);
                sent += read;
            }
            out.flush();
            whole = true;
        } finally {
            release.run();
            replies.ended(what.call(), what.status(), whole ? what.rows() : 0, whole, sent, hash.digest());
        }
    }
}
