import type { Problem } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

type NetworkProps = Pick<TokenEnricherProps, 'vpc' | 'vpcSubnets' | 'securityGroups'>;

/** Checks the network props: props that contradict each other, and values that Lambda does not support. */
export function networkProblems(props: NetworkProps): readonly Problem[] {
  const { vpc, vpcSubnets, securityGroups = [] } = props;
  if (vpc) {
    return subnetProblems(props);
  }
  return [...vpcSubnets ? ['vpcSubnets'] : [], ...securityGroups.length > 0 ? ['securityGroups'] : []].map(path => ({
    check: 'Vpc',
    path,
    given: `${path} without vpc`,
    allowed: `${path} of the VPC in vpc`,
    fix: `set vpc, or remove ${path}: the rules need no VPC`,
  }));
}

function subnetProblems({ vpc, vpcSubnets }: NetworkProps): readonly Problem[] {
  const problem = (given: string, fix: string): readonly Problem[] => [{
    check: 'Subnets',
    path: 'vpcSubnets',
    given,
    allowed: 'private or isolated subnets of the VPC',
    fix,
  }];
  let chosen: readonly string[];
  try {
    chosen = vpc!.selectSubnets(vpcSubnets).subnetIds;
  } catch (error) {
    return problem((error as Error).message, 'select subnets that the VPC has');
  }
  const publicSubnets = vpc!.publicSubnets.filter(({ subnetId }) => chosen.includes(subnetId));
  return publicSubnets.length === 0 ? [] : problem(
    `public subnets: ${publicSubnets.map(({ node }) => node.path).join(', ')}`,
    'select other subnets, or add private subnets to the VPC: in a public subnet, a function has no public IP address and no internet access',
  );
}
