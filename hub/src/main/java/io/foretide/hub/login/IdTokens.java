package io.foretide.hub.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.http.ApiError;
import java.text.ParseException;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/**
 * Checks ID tokens: signature by a key of the provider, issuer, audience, expiry and nonce (OpenID
 * Connect Core 1.0, section 3.1.3.7). Thread-safe.
 */
final class IdTokens {
  /** Signed with keys that only the provider has; never none or a shared secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final LoginSettings settings;
  private final Provider provider;
  private final WallClock clock;

  IdTokens(LoginSettings settings, Provider provider, WallClock clock) {
    this.settings = settings;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * The claims of a token.
   *
   * @throws ApiError 401 if it is not to be trusted
   */
  Map<String, Object> claims(String token, String nonce) {
    JWTClaimsSet claims;
    try {
      claims = verified(token, provider.keys(false));
    } catch (BadJOSEException e) {
      // The provider may have a new key since.
      try {
        claims = verified(token, provider.keys(true));
      } catch (BadJOSEException again) {
        throw refused(String.valueOf(again.getMessage()));
      }
    }
    if (!nonce.equals(claims.getClaim("nonce"))) {
      throw refused("it belongs to another log-in");
    }
    Object party = claims.getClaim("azp");
    if (party != null && !party.equals(settings.clientId())) {
      throw refused("it was made for another client");
    }
    return claims.getClaims();
  }

  private JWTClaimsSet verified(String token, JWKSet keys) throws BadJOSEException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier(
        new Verifier(
            settings.clientId(),
            new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
            clock));
    try {
      return processor.process(token, null);
    } catch (ParseException | JOSEException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final WallClock clock;

    Verifier(String audience, JWTClaimsSet exact, WallClock clock) {
      super(audience, exact, Set.of("sub", "iat", "exp", "nonce"));
      this.clock = clock;
    }

    @Override
    protected Date currentTime() {
      return Date.from(Instants.toInstant(clock.now()));
    }
  }

  private static ApiError refused(String why) {
    return new ApiError(401, "unauthorized", "the provider's ID token is refused: " + why, null, 0);
  }
}
