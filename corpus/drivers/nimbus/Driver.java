import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.*;
import com.nimbusds.jose.jwk.*;
import com.nimbusds.jose.jwk.gen.*;
import com.nimbusds.jose.jwk.source.*;
import com.nimbusds.jose.proc.*;
import com.nimbusds.jwt.*;
import com.nimbusds.jwt.proc.*;
import java.util.*;

public class Driver {
  public static void main(String[] args) throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate(); ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate(); OctetSequenceKey oct = new OctetSequenceKeyGenerator(256).generate();
    JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("bob").issuer("me").claim("roles", List.of("a", "b")).expirationTime(new Date(4102444800000L)).build();
    SignedJWT j = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r").build(), claims); j.sign(new RSASSASigner(rsa));
    SignedJWT k = SignedJWT.parse(j.serialize()); System.out.println(k.verify(new RSASSAVerifier(rsa.toPublicJWK())) + " " + k.getJWTClaimsSet());
    JWSObject o = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload("hi")); o.sign(new MACSigner(oct)); System.out.println(o.verify(new MACVerifier(oct)) + " " + o.getPayload());
    SignedJWT e = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("e").build(), claims); e.sign(new ECDSASigner(ec)); System.out.println(e.verify(new ECDSAVerifier(ec)));
    EncryptedJWT x = new EncryptedJWT(new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM), claims); x.encrypt(new RSAEncrypter(rsa)); EncryptedJWT y = EncryptedJWT.parse(x.serialize()); y.decrypt(new RSADecrypter(rsa)); System.out.println(y.getJWTClaimsSet().getSubject() + " " + y.getHeader());
    JWEObject d = new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256), new Payload("dir")); d.encrypt(new DirectEncrypter(oct)); JWEObject d2 = JWEObject.parse(d.serialize()); d2.decrypt(new DirectDecrypter(oct)); System.out.println(d2.getPayload());
    DefaultJWTProcessor<SecurityContext> p = new DefaultJWTProcessor<>(); p.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(new JWKSet(List.of(rsa, ec))))); p.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>("aud", null, Set.of("sub")));
    try { p.process(j.serialize(), null); } catch (BadJWTException b) { System.out.println(b.getMessage()); }
    try { SignedJWT.parse("a.b"); } catch (java.text.ParseException b) { System.out.println(b.getMessage()); }
    System.out.println(JWKSet.parse(new JWKSet(List.of(ec)).toString()).getKeyByKeyId("e").getKeyType() + " " + rsa.toPublicJWK().toJSONObject().keySet().size() + " " + JWK.parse("{\"kty\":\"oct\",\"k\":\"AAEC\"}").computeThumbprint());
    j.getState(); try { j.sign(new RSASSASigner(rsa)); } catch (IllegalStateException b) { System.out.println(b.getMessage()); }
  }
}
