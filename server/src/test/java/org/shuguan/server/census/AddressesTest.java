package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.Source;

/// The machines that a source may not connect to, in every form in which their addresses can be written.
class AddressesTest {
    private static final List<String> CLOSED =
            List.of("100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::254/128", "10.9.0.0/16");
    private static final Addresses ADDRESSES = Addresses.of(false, CLOSED, Source.HostResolver.OPEN);

    /// IPv6 addresses that contain an IPv4 address.
    enum Embedding {
        MAPPED("::ffff:%s"),
        COMPATIBLE("::%s"),
        TRANSLATED("::ffff:0:%s"),
        NAT64("64:ff9b::%s"),
        LOCAL_NAT64("64:ff9b:1::%s"),
        ISATAP("2001:db8::5efe:%s"),
        ISATAP_GLOBAL("2001:db8::200:5efe:%s"),
        SIX_TO_FOUR("2002:%x:%x::1"),
        TEREDO_SERVER("2001:0:%x:%x:8000:63bf:f7f7:f7f7"),
        TEREDO_CLIENT("2001:0:808:808:8000:63bf:%x:%x");

        private final String form;

        Embedding(String form) {
            this.form = form;
        }

        String of(int address) {
            int shown = this == TEREDO_CLIENT ? ~address : address;
            return form.contains("%x") ? form.formatted(shown >>> 16, shown & 0xFFFF) : form.formatted(dotted(shown));
        }
    }

    @Property
    void aClosedAddressIsClosedInEveryEmbedding(@ForAll("closedAddresses") int address, @ForAll Embedding embedding) {
        assertClosed(dotted(address));
        assertClosed(embedding.of(address));
        assertClosed("[" + embedding.of(address) + "]");
    }

    @Property
    void anOpenAddressIsOpenInTheEmbeddings(@ForAll("openAddresses") int address, @ForAll Embedding embedding)
            throws Exception {
        if (embedding != Embedding.LOCAL_NAT64) {
            assertThat(ADDRESSES.allowed(embedding.of(address))).isTrue();
            assertThat(ADDRESSES.resolved(embedding.of(address))).isPresent();
            assertThat(ADDRESSES.admitted(embedding.of(address))).hasSize(1);
        }
    }

    /// Whatever the resolver makes of octal, hexadecimal and short forms: its answer is judged, and connected to.
    @Property(tries = 200)
    void numbersAreJudgedByWhatTheyMean(@ForAll("closedAddresses") int address) {
        long whole = Integer.toUnsignedLong(address);
        int last = address & 0xFF_FFFF;
        for (String form : List.of(
                Long.toString(whole),
                "0x" + Long.toHexString(whole),
                "0" + Long.toOctalString(whole),
                (address >>> 24) + "." + last,
                "0x" + Integer.toHexString(address >>> 24) + "." + last,
                "0" + Integer.toOctalString(address >>> 24) + "." + last)) {
            assertThat(ADDRESSES.resolved(form).stream()).as(form).allSatisfy(literal -> {
                assertThat(literal).matches("\\d+(\\.\\d+){3}");
                assertThat(ADDRESSES.allowed(literal)).isTrue();
            });
        }
    }

    @Test
    void theDemoMayUseLoopbackInEveryForm() {
        Addresses demo = Addresses.of(true, CLOSED, Source.HostResolver.OPEN);
        for (String host : List.of("127.0.0.1", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")) {
            assertThat(demo.allowed(host)).as(host).isTrue();
        }
        assertThat(demo.allowed("64:ff9b::a9fe:a9fe")).isFalse();
        assertThat(ADDRESSES.allowed("::1")).isFalse();
        assertThat(ADDRESSES.allowed("::")).isFalse();
        assertThat(ADDRESSES.allowed("2001:db8::1")).isTrue();
    }

    /// One closed address among a host's addresses closes it, and each lookup is used for one connection only.
    @Test
    void allAddressesOfAHostAreJudgedAndTheJudgedOnesUsed() throws Exception {
        Map<String, String[]> zone = Map.of(
                "good", new String[] {"93.184.216.34", "2001:db8::1"},
                "mixed", new String[] {"93.184.216.34", "64:ff9b::7f00:1"});
        int[] lookups = {0};
        Addresses named = Addresses.of(false, CLOSED, host -> {
            lookups[0]++;
            if (!zone.containsKey(host)) {
                throw new UnknownHostException(host);
            }
            InetAddress[] found = new InetAddress[zone.get(host).length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(zone.get(host)[i]);
            }
            return found;
        });
        assertThat(named.resolved("good")).contains("93.184.216.34");
        assertThat(named.admitted("good")).hasSize(2);
        assertThat(lookups[0]).isEqualTo(2);
        assertThat(named.allowed("mixed")).isFalse();
        assertThat(named.resolved("mixed")).isEmpty();
        assertThatThrownBy(() -> named.admitted("mixed")).isInstanceOf(UnknownHostException.class);
        assertThat(named.resolved("unknown")).isEmpty();
    }

    private static void assertClosed(String host) {
        assertThat(ADDRESSES.allowed(host)).as(host).isFalse();
        assertThat(ADDRESSES.resolved(host)).as(host).isEmpty();
        assertThatThrownBy(() -> ADDRESSES.admitted(host)).as(host).isInstanceOf(UnknownHostException.class);
    }

    @Provide
    Arbitrary<Integer> closedAddresses() {
        return Arbitraries.oneOf(
                Arbitraries.just(0),
                in(0x7F00_0000, 8),
                in(0xA9FE_0000, 16),
                in(0xE000_0000, 4),
                in(0x0A09_0000, 16),
                Arbitraries.of(0x6464_64C8, 0xC000_00C0));
    }

    @Provide
    Arbitrary<Integer> openAddresses() {
        return Arbitraries.oneOf(in(0x0A01_0000, 16), in(0xC0A8_0000, 16), in(0x5DB8_0000, 16));
    }

    private static Arbitrary<Integer> in(int network, int bits) {
        return Combinators.combine(Arbitraries.integers(), Arbitraries.just(network))
                .as((any, start) -> start | (any & (-1 >>> bits)));
    }

    private static String dotted(int address) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
        return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + "." + (bytes[3] & 0xFF);
    }
}
