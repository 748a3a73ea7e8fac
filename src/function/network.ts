import type { Problem } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

type NetworkProps = Pick<TokenEnricherProps, 'vpc' | 'vpcSubnets' | 'securityGroups'>;

/** Props of the network that do not go together, or that Lambda cannot do with. */
export function networkProblems(props: NetworkProps): readonly Problem[] {
  const { vpc, vpcSubnets, securityGroups = [] } = props;
  if (vpc) {
    return subnetProblems(props);
  }
  return [...vpcSubnets ? ['vpcSubnets'] : [], ...securityGroups.length > 0 ? ['securityGroups'] : []].map(path => ({
    check: 'Vpc',
    path,
    given: `${path} without a VPC`,
    allowed: `${path} of the VPC in vpc`,
    fix: 'give the VPC as well, or leave it out: the rules need none',
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
    'select others, or give the VPC private subnets: in a public one, a function has no address that the internet answers to',
  );
}
