package org.shuguan.server.backup;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPBEEncryptedData;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBEDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/// A compressed stream in an OpenPGP message (RFC 4880) that a password opens: AES-256 with a modification detection
/// code, so that `gpg --decrypt FILE | tar xz` reads it without this program.
final class Encrypted {
    private static final int BUFFER = 1 << 16;
    /// Number of hashed bytes, coded as the standard does: the greatest, 65 MB.
    private static final int ITERATIONS = 0xFF;

    private Encrypted() {}

    /// Encrypts what is written; the message is whole once the stream is closed.
    static OutputStream to(OutputStream file, String password, Instant at) throws IOException {
        try {
            var encryption =
                    new PGPEncryptedDataGenerator(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                            .setWithIntegrityPacket(true)
                            .setSecureRandom(new SecureRandom()));
            encryption.addMethod(new BcPBEKeyEncryptionMethodGenerator(
                    password.toCharArray(),
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256),
                    ITERATIONS));
            OutputStream encrypted = encryption.open(file, new byte[BUFFER]);
            OutputStream literal = new PGPLiteralDataGenerator()
                    .open(encrypted, PGPLiteralData.BINARY, "shuguan.tar.gz", Date.from(at), new byte[BUFFER]);
            OutputStream compressed = new GZIPOutputStream(literal, BUFFER) {
                {
                    def.setLevel(Deflater.BEST_SPEED);
                }
            };
            return new FilterOutputStream(compressed) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }

                @Override
                public void close() throws IOException {
                    super.close();
                    literal.close();
                    encrypted.close();
                    file.close();
                }
            };
        } catch (PGPException e) {
            throw new IOException(e);
        }
    }

    /// What a message contains.
    static final class Opened implements Closeable {
        private final PGPPBEEncryptedData encrypted;
        private final InputStream content;

        private Opened(PGPPBEEncryptedData encrypted, InputStream content) {
            this.encrypted = encrypted;
            this.content = content;
        }

        InputStream content() {
            return content;
        }

        /// Reads the rest and checks that nothing was changed or cut off. Until then nothing of the content may be
        /// relied on.
        void verify() throws IOException {
            try {
                content.transferTo(OutputStream.nullOutputStream());
                if (!encrypted.isIntegrityProtected() || !encrypted.verify()) {
                    throw new BackupRefused("the backup was changed or is damaged");
                }
            } catch (PGPException e) {
                throw new BackupRefused("the backup was changed or is damaged", e);
            }
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /// Opens a message.
    ///
    /// @throws BackupRefused if it is none, or the password does not open it
    static Opened open(InputStream in, String password) throws IOException {
        try {
            Object first = new JcaPGPObjectFactory(new BufferedInputStream(in, BUFFER)).nextObject();
            if (!(first instanceof PGPEncryptedDataList list)
                    || !(list.get(0) instanceof PGPPBEEncryptedData encrypted)) {
                throw new BackupRefused("this is no backup: it is no OpenPGP message with a password");
            }
            InputStream clear = encrypted.getDataStream(
                    new BcPBEDataDecryptorFactory(password.toCharArray(), new BcPGPDigestCalculatorProvider()));
            if (!(new JcaPGPObjectFactory(clear).nextObject() instanceof PGPLiteralData literal)) {
                throw new BackupRefused("the password does not open this backup");
            }
            return new Opened(encrypted, new GZIPInputStream(literal.getInputStream(), BUFFER));
        } catch (PGPException e) {
            throw new BackupRefused("the password does not open this backup", e);
        } catch (BackupRefused e) {
            throw e;
        } catch (IOException e) {
            throw new BackupRefused("the password does not open this backup, or it is damaged", e);
        }
    }
}
