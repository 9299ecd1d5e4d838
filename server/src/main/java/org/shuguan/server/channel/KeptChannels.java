package org.shuguan.server.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.SealedValues;
import org.shuguan.server.platform.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The channels and their addresses, which are stored encrypted.
@Repository
class KeptChannels implements SealedValues {
    private record Key(UUID officer, String kind) {
        String context() {
            return "channel " + officer + " " + kind;
        }
    }

    private final JdbcClient jdbc;
    private final Secrets secrets;

    KeptChannels(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    List<Channel> of(OfficerId officer) {
        return jdbc.sql("select * from channel.channel where officer = :officer order by kind")
                .param("officer", officer.value())
                .query(Rows.to(Channel.class))
                .list();
    }

    Optional<Channel> find(OfficerId officer, ChannelKind kind) {
        return one(officer, kind, "");
    }

    /// The channel, locked until the end of the transaction.
    Optional<Channel> locked(OfficerId officer, ChannelKind kind) {
        return one(officer, kind, " for update");
    }

    private Optional<Channel> one(OfficerId officer, ChannelKind kind, String lock) {
        return jdbc.sql("select * from channel.channel where officer = :officer and kind = :kind" + lock)
                .param("officer", officer.value())
                .param("kind", Rows.word(kind))
                .query(Rows.to(Channel.class))
                .optional();
    }

    /// The address.
    String target(Channel channel) {
        Key key = key(channel.officer(), channel.kind());
        byte[] sealed = jdbc.sql("select target from channel.channel where officer = :officer and kind = :kind")
                .param("officer", key.officer())
                .param("kind", key.kind())
                .query((row, n) -> row.getBytes(1))
                .single();
        return secrets.open(sealed, key.context());
    }

    void add(Channel channel, String target) {
        jdbc.sql("""
                        insert into channel.channel (officer, kind, target, language, pace, digest_at, quiet_from,
                            quiet_to, code_hash, code_sent_at, code_tries, confirmed_at, stopped_at, stopped_why, version)
                        values (:officer, :kind, :target, :language, :pace, :digestAt, :quietFrom,
                            :quietTo, :codeHash, :codeSentAt, :codeTries, :confirmedAt, :stoppedAt, :stoppedWhy, :version)
                        """)
                .params(Rows.of(channel))
                .param("target", closed(channel, target))
                .update();
    }

    /// @param target the address
    void set(Channel channel, String target) {
        jdbc.sql("""
                        update channel.channel
                           set target = :target, language = :language, pace = :pace, digest_at = :digestAt,
                               quiet_from = :quietFrom, quiet_to = :quietTo, code_hash = :codeHash,
                               code_sent_at = :codeSentAt, code_tries = :codeTries, confirmed_at = :confirmedAt,
                               stopped_at = :stoppedAt, stopped_why = :stoppedWhy, version = :version
                         where officer = :officer and kind = :kind
                        """)
                .params(Rows.of(channel))
                .param("target", closed(channel, target))
                .update();
    }

    void remove(Channel channel) {
        jdbc.sql("delete from channel.channel where officer = :officer and kind = :kind")
                .param("officer", channel.officer().value())
                .param("kind", Rows.word(channel.kind()))
                .update();
    }

    @Override
    public String name() {
        return "channels";
    }

    @Override
    public Rewritten rewrite() {
        Map<Key, byte[]> all = new HashMap<>();
        jdbc.sql("select officer, kind, target from channel.channel").query(row -> {
            all.put(new Key(row.getObject(1, UUID.class), row.getString(2)), row.getBytes(3));
        });
        return secrets.rewrite(
                all,
                Key::context,
                (key, value) -> jdbc.sql(
                                "update channel.channel set target = :target where officer = :officer and kind = :kind")
                        .param("target", value)
                        .param("officer", key.officer())
                        .param("kind", key.kind())
                        .update());
    }

    private byte[] closed(Channel channel, String target) {
        return secrets.seal(target, key(channel.officer(), channel.kind()).context());
    }

    private static Key key(OfficerId officer, ChannelKind kind) {
        return new Key(officer.value(), Rows.word(kind));
    }
}
