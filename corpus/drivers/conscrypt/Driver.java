import java.security.*;
import java.security.spec.*;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.*;
import javax.net.ssl.*;
import org.conscrypt.Conscrypt;

public class Driver {
  public static void main(String[] args) throws Exception {
    Provider p = Conscrypt.newProvider(); Security.insertProviderAt(p, 1); System.out.println(p.getName() + " " + Conscrypt.isAvailable());
    System.out.println(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256", p).digest("abc".getBytes())).substring(0, 16));
    Cipher c = Cipher.getInstance("AES/GCM/NoPadding", p); SecretKeySpec k = new SecretKeySpec(new byte[16], "AES"); c.init(Cipher.ENCRYPT_MODE, k, new GCMParameterSpec(128, new byte[12])); byte[] e = c.doFinal("hello".getBytes()); System.out.println(HexFormat.of().formatHex(e));
    e[0] ^= 1; c.init(Cipher.DECRYPT_MODE, k, new GCMParameterSpec(128, new byte[12])); try { c.doFinal(e); } catch (AEADBadTagException x) { System.out.println(x.getClass().getSimpleName()); }
    Mac m = Mac.getInstance("HmacSHA256", p); m.init(k); System.out.println(HexFormat.of().formatHex(m.doFinal("x".getBytes())).substring(0, 16));
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC", p); g.initialize(new ECGenParameterSpec("secp256r1")); KeyPair kp = g.generateKeyPair(); Signature s = Signature.getInstance("SHA256withECDSA", p); s.initSign(kp.getPrivate()); s.update(new byte[3]); byte[] sig = s.sign(); s.initVerify(kp.getPublic()); s.update(new byte[3]); System.out.println(s.verify(sig) + " " + kp.getPublic().getAlgorithm());
    KeyPairGenerator r = KeyPairGenerator.getInstance("RSA", p); r.initialize(2048); KeyPair rk = r.generateKeyPair(); Cipher rc = Cipher.getInstance("RSA/ECB/PKCS1Padding", p); rc.init(Cipher.ENCRYPT_MODE, rk.getPublic()); byte[] x = rc.doFinal("rsa".getBytes()); rc.init(Cipher.DECRYPT_MODE, rk.getPrivate()); System.out.println(new String(rc.doFinal(x)) + " " + KeyFactory.getInstance("RSA", p).generatePublic(new X509EncodedKeySpec(rk.getPublic().getEncoded())).equals(rk.getPublic()));
    SSLContext ctx = SSLContext.getInstance("TLS", p); ctx.init(null, null, null); SSLEngine a = ctx.createSSLEngine("h", 1); a.setUseClientMode(true); System.out.println(Conscrypt.isConscrypt(a) + " " + Arrays.asList(a.getSupportedProtocols()).contains("TLSv1.3")); a.beginHandshake(); java.nio.ByteBuffer b = java.nio.ByteBuffer.allocate(a.getSession().getPacketBufferSize()); System.out.println(a.wrap(java.nio.ByteBuffer.allocate(0), b).getHandshakeStatus() + " " + (b.position() > 100)); java.nio.ByteBuffer bad = java.nio.ByteBuffer.wrap("HTTP/1.1 400 no".getBytes()); try { a.unwrap(bad, java.nio.ByteBuffer.allocate(20000)); } catch (SSLException z) { System.out.println(z.getClass().getSimpleName()); }
    try { Cipher.getInstance("Nope", p); } catch (NoSuchAlgorithmException z) { System.out.println(z.getMessage()); }
  }
}
