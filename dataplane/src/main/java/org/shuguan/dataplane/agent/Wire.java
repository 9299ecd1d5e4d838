package org.shuguan.dataplane.agent;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.RowTotals;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What node and front-end host send each other, as JSON. A field that one side does not know is ignored.
public final class Wire {
    /// Where the node answers front-end hosts.
    public static final String ROOT = "/agent/v1";
    /// Largest body of a request in bytes.
    public static final int MOST_BYTES = 2 << 20;
    /// The media type of all bodies of requests; JSON inside.
    public static final String CONTENT = "application/octet-stream";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Wire() {}

    /// @param code the one-time code
    /// @param key the public key
    /// @param program version of the program
    public record Enrol(
            @Nullable String code,
            @Nullable String key,
            @Nullable String program) {}

    /// @param host the id by which the node knows it
    /// @param name as people named it
    public record Enrolled(UUID host, String name, String unit) {}

    /// An order that the front-end host has not finished.
    public record Running(UUID order, int attempt) {}

    /// Asks for orders.
    ///
    /// @param process different after each start
    /// @param program version of the program
    /// @param running the orders that it has not finished
    /// @param free how many orders it takes
    public record Ask(@Nullable UUID process, String program, List<Running> running, int free) {
        public Ask {
            running = running == null ? List.of() : List.copyOf(running);
        }
    }

    /// @param over orders that nobody waits for any more
    /// @param closed sessions that are not needed any more
    public record Orders(List<Order> orders, List<UUID> over, List<UUID> closed) {
        public Orders {
            orders = orders == null ? List.of() : List.copyOf(orders);
            over = over == null ? List.of() : List.copyOf(over);
            closed = closed == null ? List.of() : List.copyOf(closed);
        }
    }

    /// The answer to a chunk.
    ///
    /// @param next number of the chunk that the node expects
    public record Position(int next) {}

    /// What the table has of its watermark.
    public record Found(@Nullable String greatest, long without) {}

    /// From which watermark on the rows are wanted, null for all.
    public record Least(@Nullable String least) {}

    /// The end of an order.
    ///
    /// @param chunks number of chunks that were sent
    /// @param totals of a table, null if it could not be read
    /// @param notes hints about the table
    /// @param reason why it could not be read, null if it was
    public record End(
            int chunks,
            @Nullable RowTotals totals,
            List<Note> notes,
            SourceUnreadable.@Nullable Reason reason,
            @Nullable String detail) {
        public End {
            notes = notes == null ? List.of() : List.copyOf(notes);
        }
    }

    /// The tables of a source.
    ///
    /// @param notes by the path of the table
    /// @param readings how files are read, by the path of the table
    /// @param binary names of the columns with bytes, by the path of the table
    public record Listed(
            List<Table> tables,
            List<OpenSource.Unread> unread,
            Map<String, List<Note>> notes,
            Map<String, Reading> readings,
            Map<String, List<String>> binary,
            boolean watermarks) {}

    /// Why a request was refused, as problem details (RFC 9457).
    public record Problem(@Nullable String code, @Nullable String detail) {}

    public static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /// @throws tools.jackson.core.JacksonException if it is not what is expected
    public static <T> T read(byte[] json, Class<T> type) {
        return JSON.readValue(json, type);
    }
}
